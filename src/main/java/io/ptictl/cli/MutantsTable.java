package io.ptictl.cli;

import io.ptictl.conformance.mutant.Finding;
import io.ptictl.conformance.mutant.MutantReport;
import io.ptictl.conformance.mutant.MutantResult;
import io.ptictl.kbuild.Mutant;
import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints mutants, and what became of them. */
final class MutantsTable {
  private MutantsTable() {}

  /** What they are. */
  static void list(PrintWriter out, List<Mutant> mutants, boolean json, int width) {
    if (json) {
      Json.print(out, "mutants", mutants.stream().map(MutantsTable::members).toList());
      return;
    }
    Table table =
        new Table(Column.left("MUTANT"), Column.left("BREAKS"), Column.left("THE KERNEL..."));
    mutants.forEach(mutant -> table.row(mutant.name(), mutant.rule(), mutant.mistake()));
    table.print(out, width);
  }

  /** Which check found each, and how many survived. */
  static void print(PrintWriter out, MutantReport report, int width) {
    if (!report.control().isEmpty()) {
      out.println("Without any mutant the checks find, so no mutant was tried:");
      report
          .control()
          .forEach(
              finding -> out.println("  " + finding + where(finding) + ": " + finding.detail()));
      return;
    }
    Table table = new Table(Column.left("MUTANT"), Column.left("BREAKS"), Column.left("FOUND BY"));
    for (MutantResult result : report.results()) {
      Mutant mutant = result.mutant();
      table.row(mutant.name(), mutant.rule(), found(result));
    }
    table.print(out, width);
    long caught = report.results().stream().filter(MutantResult::caught).count();
    long survived = report.results().stream().filter(result -> !result.good()).count();
    out.println();
    out.println(
        "%d mutants: %d found, %d that nothing can show, %d survived; without any, nothing was found"
            .formatted(
                report.results().size(),
                caught,
                report.results().size() - caught - survived,
                survived));
    if (report.untried() > 0) {
      out.println(report.untried() + " were not tried: interrupted");
    }
  }

  private static String found(MutantResult result) {
    if (result.caught()) {
      return result.findings().stream()
          .map(finding -> finding + where(finding))
          .collect(Collectors.joining("; "));
    }
    return result
        .mutant()
        .unseen()
        .map(why -> "nothing can: " + why)
        .orElse(result.reached() ? "SURVIVED" : "SURVIVED: never reached");
  }

  private static String where(Finding finding) {
    return " (" + finding.where() + ")";
  }

  /** The same as JSON. */
  static void printJson(PrintWriter out, MutantReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("control", findings(report.control()));
    all.put("mutants", report.results().stream().map(MutantsTable::members).toList());
    all.put("untried", report.untried());
    Json.print(out, all);
  }

  private static Map<String, Object> members(MutantResult result) {
    Map<String, Object> members = members(result.mutant());
    members.put("caught", result.caught());
    members.put("reached", result.reached());
    members.put("findings", findings(result.findings()));
    return members;
  }

  private static Map<String, Object> members(Mutant mutant) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", mutant.name());
    members.put("rule", mutant.rule());
    members.put("mistake", mutant.mistake());
    members.put("rebuilt", mutant.patch().isPresent());
    members.put("unseen", mutant.unseen().orElse(null));
    return members;
  }

  private static List<Map<String, Object>> findings(List<Finding> findings) {
    return findings.stream()
        .map(
            finding -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("check", finding.check());
              members.put("what", finding.what());
              members.put("detail", finding.detail());
              members.put("where", finding.where());
              return members;
            })
        .toList();
  }
}
