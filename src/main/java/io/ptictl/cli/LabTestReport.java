package io.ptictl.cli;

import io.ptictl.conformance.Boot;
import io.ptictl.conformance.ConformanceReport;
import io.ptictl.conformance.ConformanceReport.PartResult;
import io.ptictl.conformance.ConformanceTest;
import io.ptictl.conformance.Difference;
import io.ptictl.conformance.TestReport;
import io.ptictl.report.Json;
import io.ptictl.report.Printable;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl lab test} prints what it found. */
final class LabTestReport {
  private final TestReport report;

  LabTestReport(TestReport report) {
    this.report = report;
  }

  /** A table of what was played, what was left out and why, and the differences. */
  void text(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "CPU %s, %d of it, seed %d%n%n",
        report.cpu(),
        report.processors(),
        report.seed());
    table().print(out, 0);
    out.println();
    for (Boot boot : report.boots()) {
      leftOut(boot).forEach(line -> out.println(boot.name() + ": not played: " + line));
    }
    for (Boot boot : report.boots()) {
      found(out, boot);
    }
    out.printf(
        Locale.ROOT,
        "%d sequences, %d events: %s%s%n",
        report.sequences(),
        report.steps(),
        verdict(),
        report.interrupted() ? "; interrupted" : "");
  }

  private String verdict() {
    if (report.holds()) {
      return "no difference";
    }
    return report.differences() == 0
        ? "no difference, but see above"
        : report.differences() + " kinds of differences";
  }

  private Table table() {
    Table table =
        new Table(
            Column.left("MACHINE"),
            Column.left("PART"),
            Column.right("WORLDS"),
            Column.right("PAIRS"),
            Column.right("TAKEN"),
            Column.right("SEQUENCES"),
            Column.right("EVENTS"));
    for (Boot boot : report.boots()) {
      for (PartResult part : boot.report().parts()) {
        table.row(
            boot.name(),
            part.name(),
            number(part.worlds()),
            number(part.targets()),
            number(part.met()),
            String.valueOf(part.played()),
            String.valueOf(part.steps()));
      }
    }
    return table;
  }

  private static String number(int n) {
    return n == 0 ? "-" : String.valueOf(n);
  }

  /** What of the plan did not happen, and why. */
  private static List<String> leftOut(Boot boot) {
    List<String> lines = new ArrayList<>();
    ConformanceReport report = boot.report();
    for (PartResult part : report.parts()) {
      int missing = part.targets() - part.met();
      if (missing > 0) {
        lines.add(missing + " pairs of " + part.name() + ": " + why(report));
      }
      lines.addAll(part.impossible());
    }
    return lines;
  }

  private static String why(ConformanceReport report) {
    if (report.failure() != null) {
      return "the run ended early";
    }
    return report.interrupted() ? "interrupted" : "the time was over";
  }

  private static void found(PrintWriter out, Boot boot) {
    for (Difference each : boot.report().differences()) {
      out.println(boot.name() + ": " + each.what() + times(each) + ":");
      out.println("  ptictl whatif " + option(boot) + "\"" + each.sequence().script() + "\"");
      out.println();
    }
    if (boot.report().failure() != null) {
      out.println(boot.name() + ": ended early: " + Printable.of(boot.report().failure()));
      out.println();
    }
    if (!boot.complaints().isEmpty()) {
      out.println(boot.name() + ": the kernel said:");
      boot.complaints().lines().forEach(line -> out.println("  " + Printable.of(line)));
      out.println();
    }
  }

  /** With which whatif speaks of a machine that was booted so. */
  private static String option(Boot boot) {
    return switch (boot.name()) {
      case ConformanceTest.SWITCHED_OFF -> "--switched-off ";
      case ConformanceTest.NOT_IN_USE -> "--pti-off ";
      default -> "";
    };
  }

  private static String times(Difference each) {
    return each.count() == 1 ? "" : " (and the like in " + (each.count() - 1) + " more)";
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("boots", report.boots().stream().map(LabTestReport::boot).toList());
    members.put("cpu", report.cpu());
    members.put("processors", report.processors());
    members.put("seed", report.seed());
    members.put("sequences", report.sequences());
    members.put("events", report.steps());
    members.put("interrupted", report.interrupted());
    members.put("holds", report.holds());
    Json.print(out, members);
  }

  private static Map<String, @Nullable Object> boot(Boot boot) {
    ConformanceReport report = boot.report();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("machine", boot.name());
    members.put("seconds", report.time().toSeconds());
    members.put("parts", report.parts().stream().map(LabTestReport::part).toList());
    members.put("not-played", leftOut(boot));
    members.put(
        "differences", report.differences().stream().map(LabTestReport::difference).toList());
    members.put("failure", report.failure());
    members.put("complaints", boot.complaints().lines().toList());
    return members;
  }

  private static Map<String, Object> part(PartResult part) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("part", part.name());
    members.put("worlds", part.worlds());
    members.put("pairs", part.targets());
    members.put("taken", part.met());
    members.put("planned", part.planned());
    members.put("sequences", part.played());
    members.put("events", part.steps());
    return members;
  }

  private static Map<String, Object> difference(Difference each) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("script", each.sequence().script());
    members.put("what", each.what());
    members.put("count", each.count());
    members.put("shortest", each.shrunk());
    return members;
  }
}
