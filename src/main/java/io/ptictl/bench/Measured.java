package io.ptictl.bench;

import io.ptictl.report.Failure;

/**
 * One round of a benchmark, as {@code meter bench} printed it.
 *
 * @param ticks the least that was seen often; instructions where the clock counts them
 * @param seen how often
 * @param median of the ticks
 * @param nanoseconds of the first quartile: what gets in the way of a call only adds to it
 * @param calls entries into the kernel by system calls and interrupts
 * @param faults entries by page faults, in most rounds
 * @param switches to another process, on the average
 */
public record Measured(
    long ticks,
    int seen,
    long median,
    double nanoseconds,
    double calls,
    double faults,
    double switches) {

  /**
   * @throws Failure if the line is another one
   */
  static Measured parse(Benchmark benchmark, String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 8 || !words[0].equals(benchmark.meterWord())) {
      throw Failure.failed("meter: printed \"" + line + "\", not " + benchmark.meterWord());
    }
    return new Measured(
        Long.parseLong(words[1]),
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]),
        Double.parseDouble(words[6]),
        Double.parseDouble(words[7]));
  }

  /**
   * Do so many rounds agree that single instructions can be compared? What makes processes does
   * not: it meets work that others left, and memory that lies otherwise in each machine.
   */
  public boolean exact() {
    return seen > 1;
  }

  /** How often one round went through the kernel. */
  public double trips() {
    return calls + faults;
  }
}
