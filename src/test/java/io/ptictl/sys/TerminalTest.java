package io.ptictl.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a JVM on a pseudo-terminal, which script(1) makes. */
final class TerminalTest {
  @TempDir Path directory;

  @Test
  void aPipeIsNoTerminal() throws Exception {
    // Surefire talks to this JVM through descriptors 0 and 1.
    Terminal terminal = new Terminal(0);
    assertThat(terminal.isTerminal()).isFalse();
    assertThatThrownBy(terminal::size)
        .isInstanceOf(SystemCallException.class)
        .hasMessageStartingWith("ioctl(0x5413): ENOTTY (");
    assertThatThrownBy(terminal::raw).hasMessageStartingWith("tcgetattr(0): ENOTTY (");
  }

  @Test
  void rawModeEndsWithIt() throws Exception {
    Path report = directory.resolve("report");
    Process script =
        new ProcessBuilder(
                "script",
                "-qec",
                "stty rows 33 cols 111; exec '"
                    + Path.of(System.getProperty("java.home"), "bin", "java")
                    + "' --enable-native-access=ALL-UNNAMED -cp '"
                    + System.getProperty("java.class.path")
                    + "' '"
                    + Probe.class.getName()
                    + "' '"
                    + report
                    + "'",
                "/dev/null")
            .redirectOutput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    script.getOutputStream().close();
    assertThat(script.waitFor()).isZero();
    Map<String, String> seen = new HashMap<>();
    for (String line : Files.readAllLines(report)) {
      int equals = line.indexOf('=');
      seen.put(line.substring(0, equals), line.substring(equals + 1));
    }
    assertThat(seen)
        .contains(entry("terminal", "true"), entry("size", "Size[columns=111, rows=33]"));
    assertThat(seen.get("raw"))
        .contains("-icanon", "-echo", "-isig")
        .isNotEqualTo(seen.get("before"));
    assertThat(seen.get("after")).contains(" icanon", " echo").isEqualTo(seen.get("before"));
  }

  /** What runs on the pseudo-terminal. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws Exception {
      Terminal terminal = new Terminal(0);
      String report = "terminal=" + terminal.isTerminal() + "\nsize=" + terminal.size() + '\n';
      report += "before=" + stty() + '\n';
      try (Terminal.Mode _ = terminal.raw()) {
        report += "raw=" + stty() + '\n';
      }
      report += "after=" + stty() + '\n';
      Files.writeString(Path.of(args[0]), report);
    }

    private static String stty() throws IOException {
      Process stty =
          new ProcessBuilder("stty", "-a").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      return new String(stty.getInputStream().readAllBytes(), US_ASCII).replace('\n', ' ');
    }
  }
}
