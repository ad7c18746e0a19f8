package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a compilation is done, by the lines that make(1) printed and the number it printed
 * last time. One thread at a time.
 */
final class LineCount {
  /** What it printed for the lab kernel when the fragments were written. */
  private static final long FIRST_GUESS = 1700;

  private static final double ALMOST = 0.99;

  private final Path memory;
  private final long expected;
  private long seen;

  /**
   * @param memory where the number is kept from one build to the next
   */
  LineCount(Path memory) {
    this.memory = memory;
    this.expected = remembered(memory);
  }

  /**
   * Counts one line.
   *
   * @return the share that is done; never goes back, and never reaches 1, since more lines than
   *     last time may come
   */
  double next() {
    seen++;
    return ALMOST * Math.min(1.0, (double) seen / expected);
  }

  /** The compilation is complete: the number is right. */
  void remember() {
    try {
      Files.writeString(memory, seen + "\n");
    } catch (IOException e) {
      // The kernel is built; only the next estimate is worse.
    }
  }

  private static long remembered(Path memory) {
    try {
      return Math.max(1, Long.parseLong(Files.readString(memory).strip()));
    } catch (IOException | NumberFormatException e) {
      return FIRST_GUESS;
    }
  }
}
