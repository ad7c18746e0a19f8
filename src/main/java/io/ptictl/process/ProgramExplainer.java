package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Errno;
import io.ptictl.sys.Raw;
import io.ptictl.sys.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains how processes of a program would start. For one explanation. */
public final class ProgramExplainer {
  private final MachineState machine = MachineState.read();
  private final MachineCauses everybody = new MachineCauses(machine, BootLine.read());
  private final Processes processes = new Processes();
  private final UserNames users = UserNames.read();
  private final List<Cause> causes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /**
   * Whether whoever executes this file starts opted out by its mark.
   *
   * @param path absolute, a {@link Raw} string
   * @throws Failure if there is no such file, or none that can be executed
   */
  public Explanation file(String path) {
    ProgramFile program = find(path);
    Isolation state = machine.everywhere();
    causes.addAll(everybody.everybodyIsAlike());
    if (causes.isEmpty()) {
      causes.addAll(new MarkCauses(program).look());
      domain(program, null);
      causes.addAll(everybody.nobodyMay());
      unknown.addAll(MachineCauses.unknown());
      boolean counts =
          program.marked()
              && program.interpreter() == null
              && !program.nosuid()
              && machine.allowed()
              && !machine.lockedDown();
      state = counts ? Isolation.OFF : Isolation.ON;
      if (counts) {
        unknown.add(
            "who executes it: in a user namespace, with no_new_privs, without CAP_PAYLOAD in the"
                + " bounding set, traced, or isolated for ever it starts isolated; where it starts,"
                + " ptictl explain -- COMMAND tells");
      }
    }
    return explanation(program, state);
  }

  /**
   * Whether a program that is executed from here, by this process's parent, starts opted out.
   *
   * @param path absolute, a {@link Raw} string
   * @throws Failure if there is no such file, or none that can be executed
   */
  public Explanation command(String path) {
    ProgramFile program = find(path);
    int pid = (int) ProcessHandle.current().pid();
    ProcessStatus self = processes.status(pid);
    Rights rights = processes.rights(pid);
    if (self == null || rights == null) {
      throw Failure.unsupported("/proc: not mounted; mount it");
    }
    Isolation state = machine.everywhere();
    causes.addAll(everybody.everybodyIsAlike());
    if (causes.isEmpty()) {
      Isolation own = self.isolation() == null ? Isolation.ON : self.isolation();
      state = Forecast.of(machine, rights, own, tracer(self), program);
      inherited(self, own);
      domain(program, rights);
      causes.addAll(new MarkCauses(program).look());
      Obstacles obstacles = new Obstacles(self, rights, processes, "what is started from here");
      obstacles.look();
      causes.addAll(obstacles.causes());
      unknown.addAll(obstacles.unknown());
      causes.addAll(everybody.nobodyMay());
      unknown.addAll(MachineCauses.unknown());
      notAsked(program, own);
    }
    return explanation(program, state);
  }

  private Explanation explanation(ProgramFile program, Isolation state) {
    return new Explanation(Raw.text(program.path()), null, program.path(), state, causes, unknown);
  }

  /**
   * This process was executed by the one that asks, and has its state but for an opt-out until
   * exec.
   */
  private void inherited(ProcessStatus self, Isolation own) {
    ProcessStatus parent = processes.status(self.parent());
    if (own == Isolation.FORCED) {
      causes.add(
          Cause.now(
              Reason.FORCED,
              "this process is isolated for ever, and so is what it starts",
              "start it from elsewhere"));
    } else if (own.optedOut()) {
      causes.add(
          Cause.now(
              Reason.INHERITED,
              "this process is opted out, and execve keeps that",
              "ptictl protect -- COMMAND isolates it"));
    } else if (parent != null && parent.isolation() == Isolation.OFF_NOEXEC) {
      causes.add(
          Cause.now(
              Reason.UNTIL_EXEC,
              Shown.process(parent) + " is opted out until exec: what it executes is isolated",
              null));
    }
  }

  private void domain(ProgramFile program, @Nullable Rights caller) {
    String how = MarkCauses.domain(program, caller, users);
    if (how != null) {
      causes.add(
          Cause.now(
              Reason.DOMAIN_CHANGE,
              Raw.text(program.path())
                  + " is "
                  + how
                  + ": an opt-out of "
                  + (caller == null ? "whoever gains by that" : "its caller")
                  + " ends when it is executed",
              null));
    }
  }

  private void notAsked(ProgramFile program, Isolation own) {
    if (!own.optedOut() && !program.marked() && own != Isolation.FORCED) {
      causes.add(
          Cause.now(
              Reason.NOT_ASKED,
              "this process is isolated, and so is what it starts, unless it asks",
              "ptictl run -- COMMAND asks for one start"));
    }
  }

  private @Nullable Boolean tracer(ProcessStatus self) {
    Rights its = self.tracer() == 0 ? null : processes.rights(self.tracer());
    return its == null ? null : Boolean.TRUE.equals(its.mayOptOut());
  }

  private static ProgramFile find(String path) {
    try {
      ProgramFile program = ProgramFile.at(path);
      MarkCauses.requireProgram(program);
      return program;
    } catch (SystemCallException e) {
      String reason =
          switch (e.errno()) {
            case Errno.ENOENT -> "no such file";
            case Errno.EACCES -> "permission denied; try as root";
            case Errno.ENAMETOOLONG -> "the name is too long";
            default -> e.reason();
          };
      throw Failure.failed(shortened(Raw.text(path)) + ": " + reason);
    }
  }

  private static String shortened(String name) {
    return name.length() > 200 ? name.substring(0, 40) + "..." : name;
  }
}
