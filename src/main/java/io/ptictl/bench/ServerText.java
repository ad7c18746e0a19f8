package io.ptictl.bench;

import static io.ptictl.report.Numbers.format;

import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The servers as a person reads them. */
final class ServerText {
  private ServerText() {}

  static void print(ServerResult result, PrintWriter out) {
    RatioTable.of("CPU TIME A REQUEST", "us", 1, result.cpu()).print(out, 0);
    out.println();
    RatioTable.of("REQUESTS A SECOND", "1/s", 1, result.rates()).print(out, 0);
    out.println();
    cr3Writes(result).print(out, 0);
  }

  private static Table cr3Writes(ServerResult result) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("CR3 WRITES A REQUEST"));
    BenchResult.LEGS.forEach(leg -> columns.add(Column.right(leg.words())));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Server server : result.servers()) {
      List<String> cells = new ArrayList<>();
      cells.add(server.words());
      for (CountedLeg leg : BenchResult.LEGS) {
        cells.add(format("%.2f", result.figures(leg, server).cr3Writes()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }
}
