package io.ptictl.cli;

import io.ptictl.report.Json;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import io.ptictl.spec.Observation;
import io.ptictl.spec.Rule;
import io.ptictl.spec.Scenario;
import io.ptictl.spec.Task;
import io.ptictl.spec.World;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl whatif} prints what each event led to. */
final class WhatifReport {
  private static final int LEAST_FOR_REASONS = 32;

  private final List<Scenario.Line> lines;

  WhatifReport(List<Scenario.Line> lines) {
    this.lines = lines;
  }

  /**
   * One row for each event, more if its reasons need them.
   *
   * @param width of the terminal, into which reasons are broken; 0: not at all
   */
  void table(PrintWriter out, int width) {
    Table table =
        new Table(
            Column.right("STEP"),
            Column.right("BY"),
            Column.left("EVENT"),
            Column.left("ENDS"),
            Column.left("STATES"),
            Column.left("WHY"));
    int room = width == 0 ? Integer.MAX_VALUE : Math.max(LEAST_FOR_REASONS, width - used());
    int number = 0;
    for (Scenario.Line line : lines) {
      List<String> reasons = new ArrayList<>();
      line.step().why().forEach(rule -> reasons.addAll(broken(rule.text(), room)));
      table.row(
          String.valueOf(++number),
          String.valueOf(line.event().by()),
          line.phrase(),
          line.step().outcome().toString(),
          states(line.step().world()),
          reasons.getFirst());
      reasons.stream().skip(1).forEach(reason -> table.row("", "", "", "", "", reason));
    }
    table.print(out, 0);
  }

  /** What the other columns take. */
  private int used() {
    int event = 5;
    int states = 6;
    for (Scenario.Line line : lines) {
      event = Math.max(event, line.phrase().length());
      states = Math.max(states, states(line.step().world()).length());
    }
    return "STEP  BY  ".length() + event + "  ENDS    ".length() + states + 2;
  }

  private static String states(World world) {
    return world.tasks().stream()
        .map(task -> task.id() + " " + Observation.of(world, task).state().word())
        .collect(Collectors.joining(", "));
  }

  private static List<String> broken(String text, int room) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int blank = rest.lastIndexOf(' ', room);
      if (blank <= 0) {
        break;
      }
      parts.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    parts.add(rest);
    return parts;
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    for (Scenario.Line line : lines) {
      Map<String, @Nullable Object> step = new LinkedHashMap<>();
      step.put("step", steps.size() + 1);
      step.put("by", line.event().by());
      step.put("event", line.phrase());
      step.put("error", line.step().outcome().success() ? null : line.step().outcome().toString());
      step.put("why", line.step().why().stream().map(WhatifReport::rule).toList());
      World world = line.step().world();
      step.put("tasks", world.tasks().stream().map(task -> task(world, task)).toList());
      steps.add(step);
    }
    Json.print(out, "steps", steps);
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("rule", rule.name());
    members.put("text", rule.text());
    members.put("source", rule.source());
    return members;
  }

  private static Map<String, Object> task(World world, Task task) {
    Observation seen = Observation.of(world, task);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("task", task.id());
    members.put("process", task.process());
    members.put("state", seen.state().word());
    members.put("arch-prctl", seen.archPrctl());
    members.put("prctl", seen.prctl());
    members.put("entry-isolated", seen.entryIsolated());
    return members;
  }
}
