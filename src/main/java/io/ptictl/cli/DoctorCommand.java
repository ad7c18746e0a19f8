package io.ptictl.cli;

import io.ptictl.process.MachineState;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl doctor}. */
@Command(
    name = "doctor",
    header = "Says what this machine can do and what the lab lacks.",
    description = {
      "Says whether the CPU is affected, whether isolation is in use and the kernel has the"
          + " control, and what the lab needs and occupies. Changes nothing.",
      ""
    },
    footer = {"", "Exit status: 0 if the lab has all it needs, 1 if something is missing."},
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>(new MachineChecks(MachineState.read()).all());
    checks.addAll(new LabChecks().all());
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      print(out, checks);
    } else {
      printTable(out, checks);
    }
    boolean complete = checks.stream().noneMatch(c -> c.result() == Check.Result.MISSING);
    return complete ? ExitStatus.YES : ExitStatus.NO;
  }

  private static void print(PrintWriter out, List<Check> checks) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Check check : checks) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("check", check.name());
      row.put("result", check.result().word());
      row.put("detail", check.detail());
      row.put("remedy", check.remedy());
      rows.add(row);
    }
    Json.print(out, "checks", rows);
  }

  private static void printTable(PrintWriter out, List<Check> checks) {
    Table table = new Table(Column.left("CHECK"), Column.left("RESULT"), Column.left("DETAIL"));
    for (Check check : checks) {
      table.row(check.name(), check.result().word(), check.detail());
    }
    table.print(out, 0);
    boolean first = true;
    for (Check check : checks) {
      if (check.remedy() != null) {
        out.print(first ? "\nto do:\n" : "");
        out.println("  " + check.remedy());
        first = false;
      }
    }
  }
}
