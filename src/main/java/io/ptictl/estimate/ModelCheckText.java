package io.ptictl.estimate;

import static io.ptictl.report.Numbers.format;

import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;

/** The check of the model as a person reads it. */
public final class ModelCheckText {
  private ModelCheckText() {}

  /** Prints a table for each kind of rows, and below them where the model fails. */
  public static void print(ModelCheck check, PrintWriter out) {
    for (PublishedRow.Fit fit : PublishedRow.Fit.values()) {
      out.println(fit.title());
      table(check, fit).print(out, 0);
      out.println();
    }
    out.println(
        format(
            "getppid with 430 cycles for every CPU with PCID: mean error %.1f %%;"
                + " 730 and in guests 1140 without: %.1f %%",
            100 * ModelCheck.meanErrorOfCommonFigures(true),
            100 * ModelCheck.meanErrorOfCommonFigures(false)));
    out.println();
    out.println("the model fails (off by more than a quarter of what isolation adds):");
    for (PublishedRow row : check.failing()) {
      out.println(
          format(
              "  %s, %s: %s of %s published",
              row.source(), row.what(), figure(row, row.modelled()), figure(row, row.with())));
    }
    out.println();
    out.println("published without a rate, not checked:");
    ModelCheck.NOT_CHECKED.forEach(line -> out.println("  " + line));
  }

  private static Table table(ModelCheck check, PublishedRow.Fit fit) {
    Table table =
        new Table(
            Column.left("SOURCE"),
            Column.left("WHAT"),
            Column.left("CPU"),
            Column.right("WITHOUT"),
            Column.right("PUBLISHED"),
            Column.right("MODELLED"),
            Column.right("ERROR"),
            Column.right("OF ADDED"),
            Column.left("UNIT"));
    for (PublishedRow row : check.rows(fit)) {
      table.row(
          row.source(),
          row.what(),
          row.cpu(),
          number(row.without()),
          number(row.with()),
          number(row.modelled()),
          percent(row.error()),
          percent(row.errorOfAdded()) + (row.fails() ? " !" : "  "),
          row.unit());
    }
    return table;
  }

  private static String figure(PublishedRow row, double value) {
    return number(value) + " " + row.unit();
  }

  private static String number(double value) {
    return value != 0 && value < 10 ? format("%.2f", value) : format("%.1f", value);
  }

  private static String percent(double part) {
    return format("%+.1f %%", 100 * part);
  }
}
