package io.ptictl.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** docs/semantics.md, computed: all that it says of an outcome is what a step led to. */
public final class Semantics {
  private static final String HEAD =
      """
      # What must happen

      <!-- Written by docs/renew-semantics; a test fails if it is not what the specification says. -->

      The contract between a program and the kernel, computed from its executable form
      (`io.ptictl.spec`), to which the kernel is held. Every line can be tried, and says why, by
      `ptictl whatif "EVENT, EVENT..."`, without a kernel. Process 1 is root with every capability,
      unless said otherwise; a child is 2. Words in the tables are those of `whatif --help`.

      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private Semantics() {}

  /** The whole document. */
  public static String document() {
    Semantics document = new Semantics();
    document.states();
    document.settings();
    document.errors();
    document.becomes("Inheritance", "The state of the child.", Matrix.births());
    document.becomes(
        "execve",
        "The state of the program; after an error, that of the caller, which goes on.",
        Matrix.programs());
    document.becomes("Other credentials", "The state afterwards.", Matrix.changes());
    document.examples(
        "What does not end an opt-out",
        "To be thought of: who enters a sandbox by these stays opted out. setgroups and Landlock do"
            + " not end it either; they have no event here.",
        STAYS);
    document.examples("Shared memory", SHARED);
    document.examples("Marks", MARKS);
    document.examples("Access to an opted-out process", ACCESS);
    document.examples("The machine", MACHINE);
    document.rules();
    document.events();
    return document.text.toString().stripTrailing() + "\n";
  }

  private static final List<String> STAYS =
      List.of(
          "off, setuid root",
          "off, drop all",
          "off, bound all",
          "off, no-new-privs",
          "off, seccomp",
          "off, no-new-privs, exec setuid");

  private static final List<String> SHARED =
      List.of(
          "clone-vm, off",
          "vfork, off",
          "vfork, exec plain, off",
          "off, vfork, on",
          "off, vfork, setuid user",
          "off, thread, setuid user",
          "off, clone-vm, off-until-exec",
          "off, clone-vm-newuser");

  private static final List<String> MARKS =
      List.of(
          "exec marked",
          "exec rawio",
          "exec script-of-marked",
          "exec marked-nosuid",
          "no-new-privs, exec marked",
          "bound payload, exec marked",
          "unshare, exec marked",
          "forced, exec marked",
          "sysctl 0, exec marked",
          "lockdown confidentiality, exec marked",
          "fork, traceme, exec marked",
          "fork, traceme, 1: drop payload+sys_rawio, 2: exec marked",
          "off-until-exec, exec marked");

  private static final List<String> ACCESS =
      List.of(
          "off, fork, on, attach 1",
          "off, fork, on, drop payload+sys_rawio, attach 1",
          "off, fork, drop payload+sys_rawio, attach 1",
          "off, fork, on, drop payload+sys_rawio, write-to 1",
          "off, fork, on, drop payload+sys_rawio, open-mem 1",
          "off, fork, 1: on, 1: drop payload+sys_rawio, 2: traceme",
          "fork, open-mem 1, drop payload+sys_rawio, 1: off, 2: write-mem",
          "fork, drop payload+sys_rawio, open-mem 1, 1: off, 1: fork, 3: write-mem",
          "fork, drop payload+sys_rawio, open-mem 1, 1: off, 1: fork, 3: on, 3: write-mem",
          "fork, begin-write 1, 1: off",
          "fork, begin-write 1, finish-write, 1: off",
          "fork, 1: attach 2, 1: drop payload+sys_rawio, 2: off");

  private static final List<String> MACHINE =
      List.of(
          "off, fork, forced, sysctl 0",
          "sysctl 0, off",
          "sysctl 0, forced",
          "sysctl 0, sysctl 1",
          "lockdown integrity, off",
          "lockdown confidentiality, off",
          "off, lockdown confidentiality",
          "off, lockdown confidentiality, off-until-exec",
          "off, lockdown confidentiality, fork",
          "off, lockdown confidentiality, exec plain");

  private static final List<String> ERRORS =
      List.of(
          "drop all, invalid",
          "drop all, prctl invalid",
          "forced, drop all, off",
          "sysctl 0, drop all, off",
          "sysctl 0, lockdown confidentiality, off",
          "forced, lockdown confidentiality, off",
          "fork, setuid user, forced, 1: drop sys_ptrace, 1: proc 2 off",
          "fork, drop all, open 1, 1: forced, 1: write off",
          "forced, clone-vm, off",
          "fork, clone-vm, 1: attach 2, 1: drop all, 2: off",
          "fork, fork, begin-write 2, 1: attach 2, 1: drop all, 2: off",
          "fork, 1: attach 2, 1: drop all, 2: off");

  private static final List<String> NOT_IN_USE =
      List.of("drop all, invalid", "drop all, off", "drop all, on", "drop all, forced");

  private void states() {
    heading("States", "The state belongs to the memory of a process, and so to all its threads.");
    row("State", "`ARCH_PTI_GET`", "`PR_SPEC_PTI`", "/proc", "bit 12 of the entry CR3");
    rule(5);
    for (Isolation state : Matrix.STATES) {
      seen(at(state));
    }
    seen(World.start(notInUse(), Credentials.ROOT));
    text.append('\n');
  }

  private void seen(World world) {
    Observation seen = Observation.of(world, world.task(1));
    row(
        "`" + seen.state().word() + "`",
        String.valueOf(seen.archPrctl()),
        String.valueOf(seen.prctl()),
        seen.state().kernelWord(),
        seen.entryIsolated() ? "1" : "0");
  }

  private void settings() {
    becomes(
        "Setting one's own state",
        "By arch_prctl, prctl and /proc: the error if it is refused, and the state afterwards.",
        Matrix.settings());
  }

  private void errors() {
    examples("Which error comes first", ERRORS);
    text.append("Where isolation is not in use:\n\n");
    examples(NOT_IN_USE, World.start(notInUse(), Credentials.ROOT));
  }

  /** For each event and state what becomes of it, by both sorts of callers. */
  private void becomes(String title, String what, List<String> events) {
    heading(title, what);
    for (Matrix.Who who : Matrix.Who.values()) {
      text.append("By ").append(who.words()).append(":\n\n");
      text.append("| Event | ");
      text.append(Matrix.STATES.stream().map(Isolation::word).collect(Collectors.joining(" | ")));
      text.append(" |\n");
      rule(Matrix.STATES.size() + 1);
      for (String event : events) {
        text.append("| `").append(event).append("` | ");
        text.append(
            Matrix.STATES.stream()
                .map(state -> Matrix.cell(who, state, event).toString())
                .collect(Collectors.joining(" | ")));
        text.append(" |\n");
      }
      text.append('\n');
    }
  }

  private void examples(String title, List<String> scripts) {
    examples(title, "How the last event of each line ends.", scripts);
  }

  private void examples(String title, String what, List<String> scripts) {
    heading(title, what);
    examples(scripts, World.start(Machine.LAB, Credentials.ROOT));
  }

  private void examples(List<String> scripts, World start) {
    row("Events", "Ends", "States", "Because");
    rule(4);
    for (String script : scripts) {
      Step step = last(start, script);
      String states =
          step.world().tasks().stream()
              .map(task -> task.id() + " " + Observation.of(step.world(), task).state().word())
              .collect(Collectors.joining(", "));
      String why = step.why().stream().map(Rule::text).collect(Collectors.joining("; "));
      row("`" + script + "`", step.outcome().toString(), states, why);
    }
    text.append('\n');
  }

  private void rules() {
    heading(
        "Rules",
        "Each in words, and where it comes from: a point of the design (section 3), a"
            + " function of the kernel, the discussion of 2018.");
    for (Rule.Part part : Rule.Part.values()) {
      text.append("### ").append(part.title()).append("\n\n");
      row("Rule", "From");
      rule(2);
      Arrays.stream(Rule.values())
          .filter(each -> each.part() == part)
          .forEach(each -> row(each.text(), each.source()));
      text.append('\n');
    }
  }

  private void events() {
    heading("Events", "The words of `ptictl whatif`, and the calls of a process that does it.");
    row("Event", "Meaning", "Calls");
    rule(3);
    for (Verb verb : Verb.values()) {
      String form = (verb.word() + " " + verb.arguments()).strip();
      row(
          "`" + form.replace("|", "\\|") + "`",
          verb.meaning(),
          "`" + verb.calls().replace("|", "\\|") + "`");
    }
    text.append('\n');
  }

  private void heading(String title, String what) {
    text.append("## ").append(title).append("\n\n").append(what).append("\n\n");
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void rule(int columns) {
    text.append("|").append("---|".repeat(columns)).append('\n');
  }

  private static World at(Isolation state) {
    return last(World.start(Machine.LAB, Credentials.ROOT), state.word()).world();
  }

  private static Machine notInUse() {
    return new Machine(Machine.Use.OFF_AT_BOOT, true, Machine.Lockdown.NONE);
  }

  private static Step last(World start, String script) {
    try {
      return Scenario.run(start, script).getLast().step();
    } catch (ScriptException e) {
      throw new IllegalStateException(script + ": " + e.getMessage(), e);
    }
  }
}
