package io.ptictl.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every event of one process, in each state, by two sorts of callers: what docs/semantics.md shows
 * and the kernel's self-tests check, computed.
 */
final class Matrix {
  /** The states to begin in, in the order of their numbers. */
  static final List<Isolation> STATES =
      List.of(Isolation.ON, Isolation.OFF, Isolation.OFF_NOEXEC, Isolation.FORCED);

  private Matrix() {}

  /** Who acts. */
  enum Who {
    ROOT("root with every capability", "%s"),
    USER(
        "an ordinary user without capabilities",
        "keepcaps, setgid user, setuid user, raise payload, %s, drop all");

    private final String words;
    private final String script;

    Who(String words, String script) {
      this.words = words;
      this.script = script;
    }

    String words() {
      return words;
    }
  }

  /**
   * What an event leads to.
   *
   * @param state of who acted, of its child if it made one
   */
  record Cell(Outcome outcome, Isolation state) {
    @Override
    public String toString() {
      return outcome.success() ? state.word() : outcome + ", " + state.word();
    }
  }

  /** Setting the state in all three ways. */
  static List<String> settings() {
    return Stream.of("", "prctl ", "proc 1 ")
        .flatMap(way -> Arrays.stream(Request.values()).map(request -> way + request.word()))
        .toList();
  }

  /** What may be inherited. */
  static List<String> births() {
    return Arrays.stream(Birth.values()).map(Birth::word).toList();
  }

  /** Every file. */
  static List<String> programs() {
    return Arrays.stream(Program.values()).map(each -> "exec " + each.word()).toList();
  }

  /** Other credentials. */
  static List<String> changes() {
    Stream<String> ids = Arrays.stream(IdCall.values()).map(call -> call.word() + " other");
    Stream<String> others =
        Stream.of(
            "drop all",
            "lower all",
            "bound all",
            "ambient payload",
            "keepcaps",
            "no-new-privs",
            "seccomp",
            "dumpable",
            "unshare");
    return Stream.concat(ids, others).toList();
  }

  static Cell cell(Who who, Isolation state, String event) {
    try {
      World start = World.start(Machine.LAB, Credentials.ROOT);
      String script = who.script.formatted(state.word()) + ", " + event;
      Scenario.Line last = Scenario.run(start, script).getLast();
      World after = last.step().world();
      int shown = last.event().action() instanceof Action.Bear ? after.next() - 1 : 1;
      Task task = after.find(shown);
      Isolation seen = Observation.of(after, task == null ? after.task(1) : task).state();
      return new Cell(last.step().outcome(), seen);
    } catch (ScriptException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
