package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static Settings of(String... texts) {
    return Settings.of(List.of(texts));
  }

  @Test
  void joinsContinuedLinesAndLeavesCommentsOut() {
    Settings settings =
        of(
            """
            # User=nobody
            [Unit]
            User=wrong
            [Service]
              User = web\s
            ExecStart=/bin/a \\
            # a comment between
              ; and another
              b \\
              c\\\\
            Group=after
            """);
    assertThat(settings.last("User")).isEqualTo("web");
    assertThat(settings.list("ExecStart")).containsExactly("/bin/a    b    c\\\\");
    assertThat(settings.last("Group")).isEqualTo("after");
  }

  @Test
  void dropInsAddAndReset() {
    Settings settings =
        of(
            "[Service]\nExecStart=/bin/a\nUser=a\nType=forking",
            "[Service]\nExecStart=\nExecStart=/bin/b\nUser=b",
            "[Service]\nExecStart=/bin/c\nType=");
    assertThat(settings.list("ExecStart")).containsExactly("/bin/b", "/bin/c");
    assertThat(settings.last("User")).isEqualTo("b");
    assertThat(settings.type()).isEqualTo("simple");
  }

  @ParameterizedTest
  @CsvSource({
    "CAP_SETUID CAP_SYS_RAWIO, true",
    "CAP_SETUID, false",
    "~CAP_SETUID, true",
    "~CAP_SYS_RAWIO CAP_SETUID, false",
    "CAP_SETUID|CAP_SYS_RAWIO, true",
    "CAP_SYS_RAWIO|~CAP_SYS_RAWIO, false",
    "~CAP_SYS_RAWIO|CAP_SYS_RAWIO, true",
    "CAP_SETUID|, true",
  })
  void boundingSetIsMerged(String lines, boolean has) {
    StringBuilder text = new StringBuilder("[Service]\n");
    for (String line : lines.split("\\|", -1)) {
      text.append("CapabilityBoundingSet=").append(line).append('\n');
    }
    assertThat(of(text.toString()).boundingSetHas("CAP_SYS_RAWIO")).isEqualTo(has);
  }
}
