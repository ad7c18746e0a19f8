package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecLineTest {
  /** Value of ExecStart=, and what it becomes. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = "=>",
      value = {
        "/bin/a b => !L -- /bin/a b",
        "-/bin/a => -!L -- /bin/a",
        "@/bin/a => @!L -- /bin/a",
        "-:/bin/a$ $x => -:!L -- /bin/a$ $x",
        "/bin/a$ ${x} => !L -- /bin/a$$ ${x}",
        "/bin/%i \"b  c\" '\"' => !L -- /bin/%i \"b  c\" '\"'",
        "\"/bin/a b\" a\\x20b \"\\\"  \\\"\" => !L -- \"/bin/a b\" a\\x20b \"\\\"  \\\"\"",
        "/bin/a   x\ty => !L -- /bin/a x y",
        "/bin/a x\" y\" => !L -- /bin/a x\" y\"",
        "/bin/a \\; b => !L -- /bin/a \\; b",
        "/bin/a ';' b => !L -- /bin/a ';' b",
      })
  void keepsEveryWord(String value, String wrapped) {
    ExecLine line = ExecLine.parse(value).getFirst();
    assertThat(line.wrapped("!", List.of("L", "--"))).isEqualTo(wrapped);
  }

  @Test
  void separatesCommands() {
    assertThat(ExecLine.parse("/bin/a 1 ; -/bin/b 2 ;"))
        .containsExactly(
            new ExecLine("", List.of("/bin/a", "1")), new ExecLine("-", List.of("/bin/b", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"/bin/a \"b", "/bin/a 'b", ";"})
  void refusesWhatSystemdRefuses(String value) {
    assertThatThrownBy(() -> ExecLine.parse(value)).isInstanceOf(Failure.class);
  }
}
