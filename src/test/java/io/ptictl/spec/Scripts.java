package io.ptictl.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** Scripts of events run for tests: what the last one led to, in words. */
final class Scripts {
  static final World ROOT = World.start(Machine.LAB, Credentials.ROOT);
  static final World ORDINARY = World.start(Machine.LAB, Credentials.ORDINARY);

  private Scripts() {}

  static Step last(World start, String script) {
    try {
      List<Scenario.Line> lines = Scenario.run(start, script);
      return lines.getLast().step();
    } catch (ScriptException e) {
      throw new AssertionError(script + ": " + e.getMessage(), e);
    }
  }

  /** {@code 1 on, 2 off}. */
  static String states(World world) {
    return world.tasks().stream()
        .map(task -> task.id() + " " + Observation.of(world, task).state().word())
        .collect(Collectors.joining(", "));
  }

  /** The last event of the script ends so, leaves these states, and this rule had a say in it. */
  static void check(World start, String script, String outcome, String states, Rule rule) {
    Step step = last(start, script);
    assertThat(step.outcome()).as(script).hasToString(outcome);
    assertThat(states(step.world())).as(script).isEqualTo(states);
    assertThat(step.why()).as(script).contains(rule);
  }
}
