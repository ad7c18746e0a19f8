package io.ptictl.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When things of {@code /proc}, which counts from the boot on, happened. */
final class Clock {
  /** USER_HZ of every architecture that the feature is for: ticks of /proc/PID/stat a second. */
  private static final int TICKS = 100;

  private Clock() {}

  /** When this machine booted, by the time of day that it has now. */
  static Instant boot() {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime"), StandardCharsets.ISO_8859_1);
      double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      return Instant.now().minusMillis(Math.round(seconds * 1000));
    } catch (IOException _) {
      return Instant.EPOCH;
    }
  }

  /**
   * When a process was born.
   *
   * @param stat the text of its {@code stat} file
   */
  static @Nullable Instant start(String stat, Instant boot) {
    // The name, which may hold anything, ends at the last parenthesis; "starttime" is field 22.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 21);
    return fields.length < 21 ? null : boot.plusMillis(Long.parseLong(fields[19]) * (1000 / TICKS));
  }
}
