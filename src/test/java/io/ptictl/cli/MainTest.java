package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void usageFitsInto80Columns() {
    assertThat(run("--help")).isEqualTo(ExitStatus.YES);
    assertThat(out.toString().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "protect", "kernel", "lab"})
  void helpOfACommandIsFoundInBothWays(String command) {
    assertThat(run("help", command)).isEqualTo(ExitStatus.YES);
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(command, "--help")).isEqualTo(ExitStatus.YES);
    assertThat(out.toString()).isEqualTo(first).contains("Usage: ptictl " + command);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ptictl: no command given; see ptictl --help",
    "frobnicate, ptictl: no command 'frobnicate'; see ptictl --help",
    "-x, ptictl: unknown option '-x'; see ptictl --help",
    "@/etc/passwd, ptictl: no command '@/etc/passwd'; see ptictl --help",
  })
  void wrongUseIsOneLineAndStatusTwo(String argument, String message) {
    assertThat(argument.isEmpty() ? run() : run(argument)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines()).containsExactly(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void runIsRefusedInJava() {
    assertThat(run("run", "--", "true")).isEqualTo(ExitStatus.WRAPPER_FAILED);
    assertThat(err.toString().lines()).singleElement().asString().contains("native launcher");
  }
}
