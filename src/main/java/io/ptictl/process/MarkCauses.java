package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program's file says about processes that execute it. */
final class MarkCauses {
  private final ProgramFile program;
  private final String shown;
  private final List<Cause> causes = new ArrayList<>();

  MarkCauses(ProgramFile program) {
    this.program = program;
    this.shown = Raw.text(program.path());
  }

  /** Whether it is marked, and what keeps that from counting. */
  List<Cause> look() {
    if (program.interpreter() != null) {
      script(program.interpreter());
    } else if (program.marked()) {
      causes.add(
          Cause.now(Reason.MARKED, shown + " is marked: what executes it starts opted out", null));
    } else {
      notMarked();
    }
    if (program.nosuid()) {
      causes.add(
          Cause.now(
              Reason.NOSUID,
              shown + " is on a file system mounted nosuid: no mark counts there",
              "mount it without nosuid, or move the file"));
    }
    return causes;
  }

  private void script(String interpreter) {
    causes.add(
        Cause.now(
            Reason.SCRIPT,
            shown
                + " is a script: what runs is "
                + Raw.text(interpreter)
                + ", and by a script neither file's mark counts",
            "ptictl run -- " + shown));
  }

  private void notMarked() {
    String wrong = program.notUnderstood();
    String remedy =
        program.status().isRegular()
            ? "ptictl mark " + shown + ", if all starts of it are to be"
            : null;
    String text = shown + " is not marked";
    if (wrong != null) {
      text += ": its file capabilities are " + wrong + ", and not honoured here";
      remedy = "setcap -r " + shown + ", then ptictl mark " + shown;
    } else if (inheritableOnly(program.capability())) {
      text += ": its CAP_PAYLOAD is inheritable (+i), not permitted (+p)";
    }
    causes.add(Cause.now(Reason.NOT_MARKED, text, remedy));
  }

  private static boolean inheritableOnly(FileCapability capability) {
    return Rights.has(capability.inheritable(), Capabilities.PAYLOAD);
  }

  /** What of it makes executing it a change of domain for this caller; null if nothing does. */
  static @Nullable String domain(ProgramFile program, @Nullable Rights caller, UserNames users) {
    if (program.nosuid() || caller != null && caller.noNewPrivileges()) {
      return null;
    }
    int owner = program.status().uid();
    if (program.status().setuid() && (caller == null || caller.effectiveUser() != owner)) {
      return "setuid of user " + users.of(owner);
    }
    boolean groupExecutable = (program.status().mode() & 010) != 0;
    if (program.status().setgid()
        && groupExecutable
        && (caller == null || caller.group() != program.status().gid())) {
      return "setgid";
    }
    long gives = program.capability().without(Capabilities.PAYLOAD).permitted();
    boolean gains = caller == null || (gives & ~caller.permitted()) != 0;
    return gives != 0 && gains ? "given capabilities" : null;
  }

  /** What cannot be executed has no processes. */
  static void requireProgram(ProgramFile program) {
    String shown = Raw.text(program.path());
    if (!program.status().isRegular()) {
      throw Failure.failed(shown + ": " + program.status().kind() + "; only programs run");
    }
    if (!program.status().executable()) {
      throw Failure.failed(shown + ": not executable by anybody; chmod +x makes it a program");
    }
  }
}
