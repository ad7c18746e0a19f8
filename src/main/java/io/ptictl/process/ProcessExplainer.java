package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Raw;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Explains how a running process is. For one explanation. */
public final class ProcessExplainer {
  private final MachineState machine = MachineState.read();
  private final MachineCauses everybody = new MachineCauses(machine, BootLine.read());
  private final Processes processes = new Processes();
  private final Origins origins = new Origins(processes);
  private final UserNames users = UserNames.read();
  private final List<Cause> causes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private @Nullable String path;

  /**
   * Every reason why a process is, or is not, opted out.
   *
   * @throws Failure if there is no such process, or it is none that could be
   */
  public Explanation explain(int pid) {
    ProcessStatus process = processes.status(pid);
    Rights rights = processes.rights(pid);
    if (process == null || rights == null) {
      throw Failure.failed("process " + pid + ": no such process (or not to be seen)");
    }
    process.requireProgram();
    Isolation state = process.isolation();
    if (state == null && !machine.control()) {
      state = machine.everywhere();
    }
    causes.addAll(everybody.everybodyIsAlike());
    if (causes.isEmpty() && state != null) {
      if (state.optedOut()) {
        optedOut(process);
      } else {
        isolated(process, rights, state);
      }
    }
    return new Explanation(Shown.process(process), pid, path, state, causes, unknown);
  }

  private void optedOut(ProcessStatus process) {
    Origin origin = origins.of(process);
    KernelEvent event = origin.event();
    switch (origin.kind()) {
      case SELF -> {
        KernelEvent told = Objects.requireNonNull(event);
        add(Reason.SET, "it opted itself out" + by(told) + History.at(told), origin);
      }
      case OUTSIDE -> {
        KernelEvent told = Objects.requireNonNull(event);
        add(Reason.SET, History.who(told, users) + " opted it out" + History.at(told), origin);
      }
      case INHERITED ->
          add(Reason.INHERITED, new Ancestry(processes, origins, users).told(origin), origin);
      case MARK -> {} // said of the file
      case UNKNOWN ->
          unknown.add(
              "who opted it out: nothing recorded it; with audit=1 at boot, or"
                  + " events/pti_optout/enable in tracefs, the kernel records it");
    }
    mark(process, origin);
  }

  /** What it was when it asked: the launcher, for example. */
  private String by(KernelEvent event) {
    KernelEvent.Actor actor = event.actor();
    String login = actor.login() == null ? "" : ", logged in as " + users.of(actor.login());
    String user = actor.user() == null ? "" : ", user " + users.of(actor.user());
    return ", as " + Raw.text(event.name()) + user + login + ",";
  }

  private void mark(ProcessStatus process, Origin origin) {
    ProgramFile program = program(process);
    if (program == null || !program.marked()) {
      return;
    }
    boolean counted = origin.kind() == Origin.Kind.MARK;
    String when = origin.event() == null ? "" : History.at(origin.event());
    causes.add(
        new Cause(
            Reason.MARKED,
            Raw.text(program.path())
                + (counted
                    ? " is marked, and its mark counted when it was executed" + when
                    : " is marked: whatever else holds, what executes it starts opted out"),
            "ptictl unmark " + Raw.text(program.path()) + " for those to come",
            counted ? evidence(origin) : Cause.Evidence.KERNEL));
  }

  private void isolated(ProcessStatus process, Rights rights, Isolation state) {
    Instant start = processes.start(process);
    if (start != null) {
      causes.addAll(new History(process, rights, origins.events(), start, users).causes());
    }
    boolean told = !causes.isEmpty();
    if (state == Isolation.FORCED) {
      forced(process);
    } else {
      if (!told) {
        Deduction deduction = new Deduction(process, rights, processes, users);
        deduction.look();
        causes.addAll(deduction.causes());
        unknown.addAll(deduction.unknown());
      }
    }
    markOfIsolated(process, start);
    Obstacles obstacles = new Obstacles(process, rights, processes, "it");
    obstacles.look();
    causes.addAll(obstacles.causes());
    unknown.addAll(obstacles.unknown());
    causes.addAll(everybody.nobodyMay());
    unknown.addAll(MachineCauses.unknown());
    if (state == Isolation.ON && !told && nobodyCared()) {
      causes.add(
          Cause.now(
              Reason.NOT_ASKED,
              "nobody opted it out, as far as is known; isolated is the default",
              "ptictl off --pid " + process.pid() + " for this process, ptictl run for one start"));
    }
  }

  private boolean nobodyCared() {
    return causes.stream()
        .map(Cause::reason)
        .noneMatch(r -> r == Reason.MARKED || r == Reason.DOMAIN_CHANGE || r == Reason.UNTIL_EXEC);
  }

  private void forced(ProcessStatus process) {
    ProcessStatus top = null;
    ProcessStatus each = processes.status(process.parent());
    while (each != null && each.isolation() == Isolation.FORCED) {
      top = each;
      each = processes.status(each.parent());
    }
    causes.add(
        new Cause(
            Reason.FORCED,
            top == null
                ? "it is isolated for ever: by itself, from outside, or by a parent that has ended"
                : "it is isolated for ever, as its ancestor " + Shown.process(top) + " is",
            "only what is not started from there can be opted out",
            top == null ? Cause.Evidence.KERNEL : Cause.Evidence.DEDUCED));
  }

  private void markOfIsolated(ProcessStatus process, @Nullable Instant start) {
    ProgramFile program = program(process);
    if (program == null) {
      return;
    }
    String script = Scripts.of(process, program, processes.arguments(process));
    if (script != null) {
      causes.add(
          new Cause(
              Reason.SCRIPT,
              "it runs a script, "
                  + script
                  + ", by "
                  + Raw.text(program.path())
                  + ": by a script neither file's mark counts",
              "ptictl run -- " + script,
              Cause.Evidence.DEDUCED));
    }
    for (Cause each : new MarkCauses(program).look()) {
      if (each.reason() == Reason.MARKED && changedAfter(process.pid(), start)) {
        causes.add(
            Cause.now(
                Reason.MARKED,
                Raw.text(program.path()) + " is marked now, but may not have been when it started",
                "start it again, or ptictl off --pid " + process.pid()));
      } else if (each.reason() == Reason.MARKED) {
        causes.add(
            Cause.now(
                Reason.MARKED,
                Raw.text(program.path()) + " is marked; the mark did not count, or was undone",
                "mend what else is said here, then start it again"));
      } else if (each.reason() != Reason.NOT_MARKED || script == null) {
        causes.add(each);
      }
    }
  }

  private static boolean changedAfter(int pid, @Nullable Instant start) {
    try {
      Object changed = Files.getAttribute(Path.of("/proc/" + pid + "/exe"), "unix:ctime");
      return start != null && ((FileTime) changed).toInstant().isAfter(start);
    } catch (IOException _) {
      return false;
    }
  }

  private @Nullable ProgramFile program(ProcessStatus process) {
    try {
      ProgramFile program = ProgramFile.of(process.pid());
      path = program.path();
      return program;
    } catch (SystemCallException e) {
      unknown.add("its program, and whether that is marked: " + e.reason() + "; try as root");
      return null;
    }
  }

  private void add(Reason reason, String text, Origin origin) {
    causes.add(new Cause(reason, text, null, evidence(origin)));
  }

  private static Cause.Evidence evidence(Origin origin) {
    if (origin.event() != null && origin.sure()) {
      return History.evidence(origin.event());
    }
    return origin.sure() ? Cause.Evidence.DEDUCED : Cause.Evidence.LIKELY;
  }
}
