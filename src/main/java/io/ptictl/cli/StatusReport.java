package io.ptictl.cli;

import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl status} prints what it found. */
final class StatusReport {
  private final StatusFacts facts;
  private final List<StatusColumn> columns;
  private final List<ProcessStatus> shown;
  private final boolean tree;
  private final int hidden;

  /**
   * @param hidden how many processes are not to be seen
   */
  StatusReport(
      StatusFacts facts,
      List<StatusColumn> columns,
      List<ProcessStatus> shown,
      boolean tree,
      int hidden) {
    this.facts = facts;
    this.columns = columns;
    this.shown = shown;
    this.tree = tree;
    this.hidden = hidden;
  }

  /** The machine in one line and, if there are any, the processes in a table. */
  void table(PrintWriter out, int width) {
    out.println("machine: " + facts.machine().words());
    if (hidden > 0) {
      out.println(
          "hidden: "
              + hidden
              + (hidden == 1 ? " process is" : " processes are")
              + " not to be seen (hidepid); try as root");
    }
    if (shown.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            columns.stream()
                .map(each -> new Column(each.heading(), each.right()))
                .toArray(Column[]::new));
    Map<Integer, Integer> depths = new HashMap<>();
    for (ProcessStatus each : shown) {
      int depth = depths.getOrDefault(each.parent(), -1) + 1;
      depths.put(each.pid(), depth);
      String branch = tree && depth > 0 ? "  ".repeat(depth - 1) + "\\_ " : "";
      table.row(columns.stream().map(column -> cell(column, each, branch)).toArray(String[]::new));
    }
    out.println();
    table.print(out, width);
  }

  private String cell(StatusColumn column, ProcessStatus process, String branch) {
    String cell = StatusColumn.cell(column.value(facts, process));
    return column == StatusColumn.COMMAND ? branch + cell : cell;
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    MachineState machine = facts.machine();
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("cpu-affected", machine.affected());
    state.put("isolating", machine.isolating());
    state.put("control", machine.control());
    state.put("opt-out-allowed", machine.allowed());
    state.put("locked-down", machine.lockedDown());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (ProcessStatus each : shown) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (StatusColumn column : columns) {
        row.put(column.member(), StatusColumn.json(column.value(facts, each)));
      }
      rows.add(row);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", state);
    report.put("hidden", hidden);
    report.put("processes", rows);
    Json.print(out, report);
  }
}
