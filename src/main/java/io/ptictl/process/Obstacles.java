package io.ptictl.process;

import io.ptictl.sys.Capabilities;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps a task from being opted out: by the mark of a file that it executes, or because it
 * asks. Each is looked for by itself, so that mending one does not only lead to the next.
 */
final class Obstacles {
  /** What is to be looked at. */
  private final ProcessStatus process;

  private final Rights rights;
  private final Processes processes;

  /** "it" or "this process". */
  private final String who;

  private final List<Cause> causes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  Obstacles(ProcessStatus process, Rights rights, Processes processes, String who) {
    this.process = process;
    this.rights = rights;
    this.processes = processes;
    this.who = who;
  }

  List<Cause> causes() {
    return causes;
  }

  List<String> unknown() {
    return unknown;
  }

  /** Those in the task itself. */
  void look() {
    namespace();
    if (!Rights.has(rights.bounding(), Capabilities.PAYLOAD)) {
      add(
          Reason.BOUNDING_SET,
          "CAP_PAYLOAD is not in its bounding set: no mark gives it",
          "start it with that (no CapabilityBoundingSet= in its unit)");
    }
    if (rights.noNewPrivileges()) {
      add(
          Reason.NO_NEW_PRIVS,
          "no_new_privs is set: no mark counts for what it executes",
          "start it without (NoNewPrivileges= and the options of systemd that imply it), or by"
              + " ptictl run, which needs no mark");
    }
    capability();
    tracer();
  }

  private void namespace() {
    if (rights.initialNamespace() == null) {
      unknown.add("its user namespace, in which capabilities count: try as root");
    } else if (!rights.initialNamespace()) {
      add(
          Reason.USER_NAMESPACE,
          who
              + " is in a user namespace of its own: entering it ended any opt-out, and neither its"
              + " capabilities nor marks count in there",
          "start it outside, or opt it out from outside");
    }
  }

  private void capability() {
    boolean bits =
        Rights.has(rights.effective(), Capabilities.PAYLOAD)
            || Rights.has(rights.effective(), Capabilities.SYS_RAWIO);
    if (!bits) {
      add(
          Reason.CAPABILITY_MISSING,
          who + " has neither CAP_PAYLOAD nor CAP_SYS_RAWIO: it cannot opt itself out",
          "let root do it: ptictl off --pid for one that runs, ptictl run --user=NAME to start it");
    }
  }

  private void tracer() {
    int tracer = process.tracer();
    ProcessStatus other = tracer == 0 ? null : processes.status(tracer);
    if (other == null) {
      return;
    }
    Rights its = processes.rights(tracer);
    Boolean may = its == null ? null : its.mayOptOut();
    if (may == null) {
      unknown.add("whether its tracer, process " + tracer + ", has the capability: try as root");
    } else if (!may) {
      add(
          Reason.TRACED,
          "traced by " + Shown.process(other) + ", which has not the capability",
          "end the tracing");
    }
  }

  private void add(Reason reason, String text, String remedy) {
    causes.add(Cause.now(reason, text, remedy));
  }
}
