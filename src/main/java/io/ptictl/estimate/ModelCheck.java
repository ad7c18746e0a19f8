package io.ptictl.estimate;

import java.util.List;

/**
 * How well the model reproduces what was published. Pure.
 *
 * @param rows all that were published with figures that can be compared
 */
public record ModelCheck(List<PublishedRow> rows) {
  /**
   * With one figure for all generations, as the model was first fitted: cycles with PCID, and
   * without it on bare metal and in a guest.
   */
  private static final double PCID = 430;

  private static final double ON_METAL = 730;
  private static final double IN_GUEST = 1140;

  /** Published, but with no rate or time from which the model could reckon. */
  public static final List<String> NOT_CHECKED =
      List.of(
          "Gregg 2018: below 10k system calls/s negligible (< 0.5 %)",
          "Gregg 2018: a working set above 10 MB can turn 1 % into 7 %",
          "Gregg 2018: worst case above 800 %");

  public ModelCheck {
    rows = List.copyOf(rows);
  }

  /** That of the published tables. */
  public static ModelCheck ofPublished() {
    return new ModelCheck(PublishedTables.all());
  }

  /** The rows of one kind. */
  public List<PublishedRow> rows(PublishedRow.Fit fit) {
    return rows.stream().filter(row -> row.fit() == fit).toList();
  }

  /** Those that the model does not reproduce. */
  public List<PublishedRow> failing() {
    return rows.stream().filter(PublishedRow::fails).toList();
  }

  /**
   * The mean of the errors of the getppid table, signs apart, if all generations are given the same
   * cycles.
   *
   * @param pcid of the rows with PCID, or of those without
   */
  public static double meanErrorOfCommonFigures(boolean pcid) {
    return PublishedTables.getppid().stream()
        .filter(row -> row.what().endsWith("no PCID") != pcid)
        .mapToDouble(row -> Math.abs((row.without() + common(row, pcid)) / row.with() - 1))
        .average()
        .orElseThrow();
  }

  private static double common(PublishedRow row, boolean pcid) {
    return pcid ? PCID : row.cpu().contains("guest") ? IN_GUEST : ON_METAL;
  }
}
