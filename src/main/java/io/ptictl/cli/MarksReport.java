package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.Mark;
import io.ptictl.policy.MarkJson;
import io.ptictl.policy.Names;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import io.ptictl.sys.Raw;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl marks} and {@code ptictl verify} print what they found. */
final class MarksReport {
  private final List<Finding> findings;

  MarksReport(List<Finding> findings) {
    this.findings = findings;
  }

  /** Each mark with its state and why that is not ok, never cut off; nothing if there is none. */
  void states(PrintWriter out) {
    Table table = new Table(Column.left("STATE"), Column.left("FILE"), Column.left("REASON"));
    for (Finding each : findings) {
      String reasons = String.join("; ", each.reasons());
      table.row(each.state().word(), Names.shown(each.path()), reasons);
    }
    print(table, out, 0);
  }

  /** Each mark with its record; nothing if there is none. */
  void records(PrintWriter out, int width) {
    Table table =
        new Table(
            Column.left("STATE"),
            Column.left("FILE"),
            Column.left("PACKAGE"),
            Column.left("MARKED"),
            Column.left("BY"),
            Column.left("WAIVED"));
    for (Finding each : findings) {
      Mark mark = each.mark();
      table.row(
          each.state().word(),
          Names.shown(each.path()),
          mark == null || mark.packageName() == null ? "-" : mark.packageName(),
          mark == null ? "-" : mark.time().toString(),
          mark == null ? "-" : mark.by(),
          mark == null || mark.waived().isEmpty()
              ? "-"
              : String.join(",", MarkJson.words(mark.waived())));
    }
    print(table, out, width);
  }

  private void print(Table table, PrintWriter out, int width) {
    if (!findings.isEmpty()) {
      table.print(out, width);
    }
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Finding each : findings) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("file", Raw.text(each.path()));
      row.put("state", each.state().word());
      row.put("reasons", each.reasons());
      row.put("record", each.mark() == null ? null : MarkJson.members(each.mark()));
      rows.add(row);
    }
    Json.print(out, "marks", rows);
  }
}
