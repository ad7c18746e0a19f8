package io.ptictl.bench;

import java.util.List;

/**
 * One figure, measured several times. Immutable.
 *
 * @param values one for each round, in their order
 */
public record Rounds(List<Double> values) {
  public Rounds {
    values = List.copyOf(values);
  }

  /** Was it not measured? */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** NaN if there is none. */
  public double median() {
    return values.isEmpty() ? Double.NaN : Median.of(values, Double::doubleValue);
  }

  /** Half the distance of the least and the most, as a part of the median; NaN if there is none. */
  public double spread() {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return (most - least) / 2 / median();
  }
}
