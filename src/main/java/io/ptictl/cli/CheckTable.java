package io.ptictl.cli;

import io.ptictl.kbuild.CheckReport;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Prints what came out when the series was checked. */
final class CheckTable {
  private CheckTable() {}

  /** As tables: the steps, what is to be said against them, the objects that differ. */
  static void print(PrintWriter out, CheckReport report, int width) {
    Table steps =
        new Table(
            Column.right("STEP"),
            Column.left("BUILDS"),
            Column.right("WARNINGS"),
            Column.right("W=1"),
            Column.right("CHECKPATCH"),
            Column.left("TITLE"));
    for (CheckReport.Step step : report.steps()) {
      steps.row(
          String.valueOf(step.number()),
          step.failure().isEmpty() ? "yes" : "no",
          String.valueOf(step.warnings().size()),
          String.valueOf(step.moreWarnings().size()),
          String.valueOf(step.checkpatch().size()),
          step.title());
    }
    steps.print(out, width);
    report.steps().forEach(step -> printComplaints(out, step));
    if (report.off().identical() > 0) {
      out.println();
      out.println(
          "With the options off "
              + report.off().identical()
              + " objects are those of the unpatched kernel, to the byte; "
              + report.off().different().size()
              + " are not:");
      print(out, report.off(), width);
    }
  }

  private static void printComplaints(PrintWriter out, CheckReport.Step step) {
    List<String> lines = new ArrayList<>();
    if (!step.failure().isEmpty()) {
      lines.add(step.failure());
    }
    lines.addAll(step.warnings());
    step.moreWarnings().forEach(line -> lines.add("W=1: " + line));
    step.checkpatch().forEach(line -> lines.add("checkpatch: " + line));
    step.objects().different().keySet().forEach(name -> lines.add("changed: " + name));
    lines.forEach(line -> out.println("step " + step.number() + ": " + line));
  }

  private static void print(PrintWriter out, CheckReport.Objects objects, int width) {
    Table table = new Table(Column.left("OBJECT"), Column.left("CODE"), Column.left("SECTIONS"));
    List<String> code = objects.differentCode();
    Map<String, String> reasons = objects.reasons();
    for (Map.Entry<String, SortedSet<String>> object : objects.different().entrySet()) {
      table.row(
          object.getKey(),
          reasons.containsKey(object.getKey())
              ? "has to differ"
              : code.contains(object.getKey()) ? "differs" : "same",
          String.join(" ", object.getValue()));
    }
    table.print(out, width);
    reasons.forEach((object, reason) -> out.println(object + ": " + reason));
  }

  /** The same as JSON. */
  static void printJson(PrintWriter out, CheckReport report) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (CheckReport.Step step : report.steps()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("step", step.number());
      members.put("title", step.title());
      members.put("good", step.good());
      members.put("failure", step.failure());
      members.put("warnings", step.warnings());
      members.put("w1", step.moreWarnings());
      members.put("checkpatch", step.checkpatch());
      members.put("changed", step.objects().different().keySet());
      steps.add(members);
    }
    Map<String, Object> off = new LinkedHashMap<>();
    off.put("identical", report.off().identical());
    off.put("different", report.off().different());
    off.put("code", report.off().differentCode());
    off.put("reasons", report.off().reasons());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("steps", steps);
    all.put("off", off);
    Json.print(out, all);
  }
}
