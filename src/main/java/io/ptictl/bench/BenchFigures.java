package io.ptictl.bench;

import java.util.List;

/**
 * All of one benchmark in one leg.
 *
 * @param counted by a clock that counts instructions
 * @param watched in the same run
 * @param nanoseconds of one round, one median for each repetition; of an emulated processor
 */
public record BenchFigures(Measured counted, Watched watched, List<Double> nanoseconds) {
  public BenchFigures {
    nanoseconds = List.copyOf(nanoseconds);
  }

  /** Of the repetitions; NaN if there was none. */
  public double medianNanoseconds() {
    return nanoseconds.isEmpty() ? Double.NaN : Median.of(nanoseconds, Double::doubleValue);
  }

  /** Half the distance of the fastest and the slowest repetition, as a part of the median. */
  public double spread() {
    double least = nanoseconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    double most = nanoseconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return (most - least) / 2 / medianNanoseconds();
  }
}
