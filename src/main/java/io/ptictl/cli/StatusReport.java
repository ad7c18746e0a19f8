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
  private static final int WORTH_THREADS = 400;

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
    List<Row> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      ProcessStatus process = shown.get(i);
      int depth = depths.getOrDefault(process.parent(), -1) + 1;
      depths.put(process.pid(), depth);
      table.row(cells(rows.get(i), tree && depth > 0 ? "  ".repeat(depth - 1) + "\\_ " : ""));
    }
    out.println();
    table.print(out, width);
  }

  /** What is in the columns, for each process; most of the time goes into reading /proc. */
  private List<Row> rows() {
    return (shown.size() < WORTH_THREADS ? shown.stream() : shown.parallelStream())
        .map(this::row)
        .toList();
  }

  private Row row(ProcessStatus process) {
    List<@Nullable Object> values = new ArrayList<>();
    for (StatusColumn column : columns) {
      values.add(column.value(facts, process));
    }
    return new Row(values);
  }

  /** One value for each column. */
  private record Row(List<@Nullable Object> values) {}

  private String[] cells(Row row, String branch) {
    String[] cells = new String[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      String cell = StatusColumn.cell(row.values().get(i));
      cells[i] = columns.get(i) == StatusColumn.COMMAND ? branch + cell : cell;
    }
    return cells;
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
    for (Row each : rows()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i).member(), StatusColumn.json(each.values().get(i)));
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
