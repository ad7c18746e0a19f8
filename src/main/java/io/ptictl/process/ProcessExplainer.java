package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Raw;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  /** linux/auxvec.h. */
  private static final long AT_SECURE = 23;

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
    IsolationControl.requireProgram(process);
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
      case INHERITED -> inherited(origin);
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

  private void inherited(Origin origin) {
    ProcessStatus parent = processes.status(origin.from());
    String from =
        parent != null
            ? Shown.process(parent)
            : origin.event() != null
                ? Shown.process(origin.from(), origin.event().actor().name()) + ", which has ended"
                : "a process that has ended";
    String how = "";
    if (parent != null && parent.isolation() != null && parent.isolation().optedOut()) {
      how = howItself(parent);
    }
    add(
        Reason.INHERITED,
        (origin.sure() ? "it inherited that from " : "it probably inherited that from ")
            + from
            + how,
        origin);
  }

  /** The parent's own story, in a few words, so that nobody has to ask once for each generation. */
  private String howItself(ProcessStatus process) {
    ProcessStatus top = process;
    Origin origin = origins.of(process);
    while (origin.kind() == Origin.Kind.INHERITED) {
      ProcessStatus parent = processes.status(origin.from());
      if (parent == null || parent.isolation() == null || !parent.isolation().optedOut()) {
        break;
      }
      top = parent;
      origin = origins.of(parent);
    }
    String who =
        top.pid() == process.pid()
            ? ", which "
            : ", and that from " + Shown.process(top) + ", which ";
    KernelEvent event = origin.event();
    return switch (origin.kind()) {
      case SELF -> who + "opted itself out" + at(event);
      case OUTSIDE ->
          who
              + (event == null
                  ? "another opted out"
                  : History.who(event, users) + " opted out" + at(event));
      case MARK -> who + "has a marked program";
      default -> top.pid() == process.pid() ? "" : ", and that from " + Shown.process(top);
    };
  }

  private static String at(@Nullable KernelEvent event) {
    return event == null ? "" : History.at(event);
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
        deduce(process, rights);
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

  /** What ended an opt-out that it may have had, where nothing recorded it. */
  private void deduce(ProcessStatus process, Rights rights) {
    ProcessStatus parent = processes.status(process.parent());
    Isolation inherited = parent == null ? null : parent.isolation();
    boolean secure = Boolean.TRUE.equals(secure(process.pid()));
    if (secure) {
      causes.add(
          new Cause(
              Reason.DOMAIN_CHANGE,
              "it was executed with more rights than its user's (set-id or capabilities): an"
                  + " opt-out of its caller ended there",
              "ptictl off --pid " + process.pid(),
              Cause.Evidence.DEDUCED));
    } else if (parent != null && inherited != null && inherited.optedOut()) {
      isolatedBelow(process, rights, parent, inherited);
    }
  }

  private void isolatedBelow(
      ProcessStatus process, Rights rights, ProcessStatus parent, Isolation inherited) {
    String off = "ptictl off --pid " + process.pid();
    Rights its = processes.rights(parent.pid());
    if (its != null && its.effectiveUser() != rights.effectiveUser()) {
      String user = users.of(rights.effectiveUser());
      causes.add(
          new Cause(
              Reason.DOMAIN_CHANGE,
              "its parent, "
                  + Shown.process(parent)
                  + ", is opted out, but of user "
                  + users.of(its.effectiveUser())
                  + "; becoming user "
                  + user
                  + " ended that",
              "start it as " + user + " (ptictl run --user=" + user + "), or " + off,
              Cause.Evidence.LIKELY));
    } else if (inherited == Isolation.OFF_NOEXEC) {
      causes.add(
          new Cause(
              Reason.UNTIL_EXEC,
              "its parent, "
                  + Shown.process(parent)
                  + ", is opted out until exec, and it executed a program",
              off,
              Cause.Evidence.LIKELY));
    } else if (!Boolean.FALSE.equals(rights.initialNamespace())) {
      unknown.add(
          "why it is not as its parent, "
              + Shown.process(parent)
              + ": born before that was opted out, or isolated since (ptictl protect, on)");
    }
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

  /** AT_SECURE of the program that it executed last; null if that is not to be seen. */
  private static @Nullable Boolean secure(int pid) {
    try {
      ByteBuffer vector =
          ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/" + pid + "/auxv")))
              .order(ByteOrder.nativeOrder());
      while (vector.remaining() >= 16) {
        long key = vector.getLong();
        long value = vector.getLong();
        if (key == AT_SECURE) {
          return value != 0;
        }
      }
      return null;
    } catch (IOException _) {
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
