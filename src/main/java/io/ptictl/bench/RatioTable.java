package io.ptictl.bench;

import static io.ptictl.report.Numbers.format;

import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Figures as ratios to those of pti=off, with how far their rounds lie apart. */
final class RatioTable {
  private RatioTable() {}

  /**
   * @param what the figures are
   * @param unit of the last column, which has what is 1
   * @param scale of the figures in that unit
   */
  static Table of(String what, String unit, double scale, List<Compared> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left(what + ", pti=off IS 1"));
    for (CountedLeg leg : BenchResult.LEGS) {
      columns.add(Column.right(leg.words()));
      columns.add(Column.right("+-"));
    }
    columns.add(Column.right("pti=off, " + unit));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Compared row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.words());
      for (CountedLeg leg : BenchResult.LEGS) {
        cells.add(format("%.2f", row.ratio(leg)));
        cells.add(format("%.0f %%", 100 * row.of(leg).spread()));
      }
      cells.add(format("%.2f", row.of(Compared.ONE).median() / scale));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }
}
