package io.ptictl.cli;

import io.ptictl.process.EntryCr3;
import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.process.UserNames;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import io.ptictl.spec.Isolation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl status} prints what it found. */
final class StatusReport {
  private final MachineState machine;
  private final Processes processes;
  private final List<ProcessStatus> shown;
  private final boolean tree;
  private final UserNames users = UserNames.read();

  StatusReport(MachineState machine, Processes processes, List<ProcessStatus> shown, boolean tree) {
    this.machine = machine;
    this.processes = processes;
    this.shown = shown;
    this.tree = tree;
  }

  /** The machine in one line and, if there are any, the processes in a table. */
  void table(PrintWriter out, int width) {
    out.println("machine: " + machine.words());
    if (shown.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            Column.right("PID"),
            Column.left("USER"),
            Column.left("UNIT"),
            Column.left("STATE"),
            Column.left("ENTRY-CR3"),
            Column.left("COMMAND"));
    Map<Integer, Integer> depths = new HashMap<>();
    for (ProcessStatus each : shown) {
      int depth = depths.getOrDefault(each.parent(), -1) + 1;
      depths.put(each.pid(), depth);
      String branch = tree && depth > 0 ? "  ".repeat(depth - 1) + "\\_ " : "";
      table.row(
          String.valueOf(each.pid()),
          users.of(each.uid()),
          orDash(processes.unit(each)),
          orDash(state(each)),
          orDash(entryCr3(each)),
          branch + processes.command(each));
    }
    out.println();
    table.print(out, width);
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("cpu-affected", machine.affected());
    state.put("isolating", machine.isolating());
    state.put("control", machine.control());
    state.put("opt-out-allowed", machine.allowed());
    state.put("locked-down", machine.lockedDown());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (ProcessStatus each : shown) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("pid", each.pid());
      row.put("ppid", each.parent());
      row.put("user", users.of(each.uid()));
      row.put("unit", processes.unit(each));
      row.put("state", state(each));
      row.put("entry-cr3", entryCr3(each));
      row.put("command", processes.command(each));
      rows.add(row);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", state);
    report.put("processes", rows);
    Json.print(out, report);
  }

  /** Null for what is never in user mode. */
  private @Nullable String state(ProcessStatus each) {
    if (each.kind() != ProcessStatus.Kind.PROGRAM) {
      return null;
    }
    Isolation state = each.isolation();
    if (state == null && !machine.control()) {
      state = machine.everywhere();
    }
    return state == null ? null : state.word();
  }

  private @Nullable String entryCr3(ProcessStatus each) {
    EntryCr3 cr3 = machine.control() ? processes.entryCr3(each) : null;
    return cr3 == null ? null : cr3.toString();
  }

  private static String orDash(@Nullable String cell) {
    return cell == null ? "-" : cell;
  }
}
