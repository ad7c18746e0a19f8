package io.ptictl.bench;

import java.util.List;

/**
 * What one leg may take more than another in any benchmark, in instructions for each way through
 * the kernel.
 *
 * @param leg the one that is held to it
 * @param against the one it is compared with
 * @param most how many more
 */
public record BenchBound(CountedLeg leg, CountedLeg against, double most) {
  /** The project's own. */
  public static final List<BenchBound> ALL =
      List.of(
          new BenchBound(CountedLeg.ISOLATED, CountedLeg.UNPATCHED, 6),
          new BenchBound(CountedLeg.OPTED_OUT, CountedLeg.UNPATCHED_PTI_OFF, 10));

  /**
   * In each round; there are some by the program that starts the benchmark and takes its output.
   */
  static final double STRAY_WRITES = 0.1;

  boolean allows(double perTrip) {
    return perTrip <= most;
  }
}
