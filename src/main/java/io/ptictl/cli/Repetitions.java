package io.ptictl.cli;

import io.ptictl.report.Failure;

/** How often a measurement is repeated. */
final class Repetitions {
  private static final int MAX = 99;

  private Repetitions() {}

  /**
   * @param option that gave the number
   * @throws Failure (usage) if it is out of range
   */
  static void require(String option, int number) {
    if (number < 1 || number > MAX) {
      throw Failure.usage(option + " " + number + ": must be 1 to " + MAX);
    }
  }
}
