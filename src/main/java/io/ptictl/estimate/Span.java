package io.ptictl.estimate;

/**
 * A figure that is known within bounds. Immutable.
 *
 * @param low the least it can be
 * @param middle what is reckoned with
 * @param high the most it can be
 */
public record Span(double low, double middle, double high) {
  /** Nothing, for certain. */
  public static final Span ZERO = exactly(0);

  /**
   * @throws IllegalArgumentException if they are not in this order
   */
  public Span {
    if (!(low <= middle && middle <= high)) {
      throw new IllegalArgumentException(low + ", " + middle + ", " + high);
    }
  }

  /** A figure that is known. */
  public static Span exactly(double value) {
    return new Span(value, value, value);
  }

  /** The sum, bounds with bounds: both may be at their bounds at once. */
  public Span plus(Span other) {
    return new Span(low + other.low, middle + other.middle, high + other.high);
  }

  /** The product of two figures that are not negative, bounds with bounds. */
  public Span times(Span other) {
    return new Span(low * other.low, middle * other.middle, high * other.high);
  }

  /** Times a number that is not negative. */
  public Span times(double factor) {
    return new Span(low * factor, middle * factor, high * factor);
  }
}
