package io.ptictl.estimate;

/**
 * A published measurement with and without isolation, and what the model makes of it.
 *
 * @param fit how the row stands to the model
 * @param source who published it
 * @param what was measured
 * @param cpu on what; as published
 * @param unit of the three figures
 * @param without isolation
 * @param with isolation, as published
 * @param modelled with isolation, by the model
 */
public record PublishedRow(
    Fit fit,
    String source,
    String what,
    String cpu,
    String unit,
    double without,
    double with,
    double modelled) {
  /** Beyond this the model is said to fail. */
  private static final double BOUND = 0.25;

  /** How a row stands to the model. */
  public enum Fit {
    /** The model's cycles were taken from this row and others like it. */
    FITTED("fitted", "fitted: the model's figures were taken from these rows"),
    /** The CPU is named, and nothing was taken from this row. */
    HELD_OUT("held out", "held out: nothing was taken from these rows"),
    /** No CPU is named: the cost of one entry was taken from the first row of the source. */
    NO_CPU("no CPU", "no CPU named: one entry's cost from the source's first row, or 430 cycles");

    private final String word;
    private final String title;

    Fit(String word, String title) {
      this.word = word;
      this.title = title;
    }

    /** As JSON names it. */
    public String word() {
      return word;
    }

    /** As a heading. */
    String title() {
      return title;
    }
  }

  /** By what part the model is off, of the whole figure. */
  public double error() {
    return modelled / with - 1;
  }

  /** By what part it is off, of what isolation added. */
  public double errorOfAdded() {
    return (modelled - without) / (with - without) - 1;
  }

  /** Is it off by more than a quarter of what isolation added? */
  public boolean fails() {
    return Math.abs(errorOfAdded()) > BOUND;
  }
}
