package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyFileTest {
  @AutoClose private final Box box = Box.create();
  private final Path file = box.directory.resolve("policy.toml");

  private Policy policy(String text) throws IOException {
    Files.writeString(file, text);
    return PolicyFile.read(file);
  }

  @Test
  void thereNeedBeNone() {
    assertThat(PolicyFile.read(file)).isNull();
  }

  @Test
  void allThatAnEntryNamesMustBeSo() throws Exception {
    Policy policy =
        policy(
            """
            # the proxy
            [[allow]]
            unit = "haproxy.service"
            user = "haproxy"
            accept = ["jit", "interpreter"]

            [[allow]]
            program = "/opt/d\u00fc/x"
            """);
    assertThat(policy.find("haproxy.service", "haproxy", null))
        .isEqualTo(
            new Policy.Entry(
                "haproxy.service", "haproxy", null, Set.of(Warning.JIT, Warning.INTERPRETER)));
    assertThat(policy.find("haproxy.service", "root", "/usr/sbin/haproxy")).isNull();
    assertThat(policy.find(null, "haproxy", "/usr/sbin/haproxy")).isNull();
    assertThat(policy.find(null, "root", "/opt/d\u00c3\u00bc/x")).isNotNull();
  }

  @Test
  void anEmptyFileExpectsNothing() throws Exception {
    assertThat(policy("").find("a", "b", "c")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[[allow]] | line 1: names neither unit, user nor program: it would be everything",
        "[[allow]]\\nuint = 'x' | line 1: no key 'uint'; there are unit, user, program, accept",
        "[[alow]]\\nunit = 'x' | no key 'alow'; entries begin with [[allow]]",
        "allow = 1 | 'allow' is a",
        "[[allow]]\\nunit = 1 | 'unit' is a",
        "[[allow]]\\n"
            + "unit = 'x'\\n"
            + "accept = ['unexpected'] | line 1: no warning 'unexpected' to accept",
        "[[allow]]\\nunit = 'x | line 2: ",
        "[[allow]]\\nunit = 'x'\\nunit = 'y' | line 3: ",
      })
  void whatIsNotInOrderIsRefusedAsAWhole(String text, String message) {
    assertThatThrownBy(() -> policy(text.strip().replace("\\n", "\n")))
        .isInstanceOf(Failure.class)
        .message()
        .startsWith(file + ": ")
        .containsIgnoringCase(message.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 666 policy.toml",
        "chown 65534 policy.toml",
        "chmod 777 .",
        "mv policy.toml real; ln -s real policy.toml",
        "rm policy.toml; mkfifo policy.toml",
        "rm policy.toml; mkdir policy.toml",
      })
  void whatOthersCanWriteToSaysNothing(String change) throws Exception {
    policy("[[allow]]\nunit = 'x'");
    box.sh(change);
    assertThatThrownBy(() -> PolicyFile.read(file))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitStatus()).isEqualTo(ExitStatus.NO))
        .message()
        .matches(".*: (not safe: others than root .*|a .*, not a regular file)");
  }
}
