package io.ptictl.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class ProgressesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String workOn(boolean terminal) {
    PrintStream err = new PrintStream(bytes, true, UTF_8);
    try (Progress progress = Progresses.on(err, terminal, 80)) {
      progress.share(0.1);
      progress.step("unpacking");
      progress.share(0.25);
      progress.share(0.2);
      progress.step("building the kernel");
      progress.share(1.5);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void aPipeStaysQuiet() {
    assertThat(workOn(false)).isEmpty();
  }

  @Test
  void aTerminalSeesALineThatIsTakenAway() {
    String drawn = workOn(true);
    assertThat(drawn).contains("100% [####################]", "building the kernel");
    assertThat(drawn).doesNotContain("\n").endsWith("\r\u001b[K");
  }
}
