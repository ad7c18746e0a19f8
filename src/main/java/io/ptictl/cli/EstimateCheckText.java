package io.ptictl.cli;

import static io.ptictl.report.Numbers.format;

import io.ptictl.bench.ModelFigures;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.List;

/** The estimate beside what was measured, as a person reads it. */
final class EstimateCheckText {
  private EstimateCheckText() {}

  static void print(
      ModelFigures figures,
      List<EstimateComparison> rows,
      List<ServerComparison> servers,
      PrintWriter out) {
    parameters(figures).print(out, 0);
    out.println();
    table(rows).print(out, 0);
    out.println();
    table(servers, out);
    out.println(
        "pages: what an entry looks up again in an empty TLB, in the time that one page takes;"
            + " measured without isolation");
    out.println(
        "not held to 15 %: what creates processes, which touches more than 64 pages, and whose"
            + " entries are not alike");
    if (!figures.clocksGood()) {
      out.println("the host was too busy for the guest's clock: no times to trust, run it again");
    }
  }

  private static Table parameters(ModelFigures figures) {
    Table table =
        new Table(
            Column.left("PARAMETER"), Column.right("US"), Column.left("MEASURED IN THE GUEST BY"));
    table.row(
        "entry and exit", microseconds(figures.entry()), "null system call, without its pages");
    table.row(
        "the same with a switch",
        microseconds(figures.switchingEntry()),
        "two processes that wake each other by eventfds, without their pages");
    table.row(
        "look up a page",
        microseconds(figures.walk()),
        "64 pages touched after the TLB was emptied");
    return table;
  }

  private static void table(List<ServerComparison> servers, PrintWriter out) {
    if (servers.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            Column.left("PROGRAM, A REQUEST"),
            Column.right("ENTRIES"),
            Column.right("SWITCHES"),
            Column.right("PAGES/ENTRY"),
            Column.right("ESTIMATED US"),
            Column.right("MEASURED US"),
            Column.right("ERROR"));
    for (ServerComparison server : servers) {
      table.row(
          server.program(),
          format("%.2f", server.entries()),
          format("%.2f", server.switches()),
          "~" + server.pages(),
          microseconds(server.estimated()),
          microseconds(server.measured()),
          format("%+.0f %%", 100 * server.error()));
    }
    table.print(out, 0);
    out.println();
    out.println(
        "programs: not held; entries counted by ptictl estimate in the guest, CPU time isolated"
            + " less opted out; their pages are not known, ~ is the middle of the benchmarks'");
  }

  private static Table table(List<EstimateComparison> rows) {
    Table table =
        new Table(
            Column.left("BENCHMARK"),
            Column.right("ENTRIES"),
            Column.right("SWITCHES"),
            Column.right("PAGES/ENTRY"),
            Column.right("ESTIMATED US"),
            Column.right("MEASURED US"),
            Column.right("ERROR"),
            Column.left(""));
    for (EstimateComparison row : rows) {
      table.row(
          row.benchmark().words(),
          format("%.0f", row.entries()),
          String.valueOf(row.switches()),
          String.valueOf(row.pages()),
          microseconds(row.estimated()),
          microseconds(row.measured()),
          format("%+.0f %%", 100 * row.error()),
          remark(row));
    }
    return table;
  }

  private static String remark(EstimateComparison row) {
    if (row.calibrates()) {
      return "the calibration";
    }
    return row.holds() ? row.held() ? "" : "not held" : "beyond 15 %";
  }

  private static String microseconds(double nanoseconds) {
    return format("%.2f", nanoseconds / 1000);
  }
}
