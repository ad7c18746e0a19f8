package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.Errno;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;

/** Why the kernel refused to change a process, in plain words with the way out. */
final class Refusal {
  private final MachineState machine;
  private final ProcessStatus process;
  private final Isolation wanted;

  Refusal(MachineState machine, ProcessStatus process, Isolation wanted) {
    this.machine = machine;
    this.process = process;
    this.wanted = wanted;
  }

  Failure of(SystemCallException e) {
    String who = "process " + process.pid() + ": ";
    return switch (e.errno()) {
      case Errno.ENOENT ->
          machine.control() ? Failure.failed(who + "ended meanwhile") : noControl(who);
      case Errno.ESRCH -> Failure.failed(who + "ended meanwhile");
      case Errno.ENXIO ->
          Failure.unsupported(
              who + "isolation is not in use on this machine; there is nothing to opt out of");
      case Errno.EBUSY ->
          Failure.failed(
              who
                  + "busy: it shares its memory with another process (vfork), or somebody writes to"
                  + " its memory; try again later");
      case Errno.EPERM, Errno.EACCES -> Failure.failed(who + reason());
      default -> Failure.failed(who + e.getMessage());
    };
  }

  private static Failure noControl(String who) {
    return Failure.unsupported(
        who + "this kernel has no per-process control; try it in the lab: ptictl lab run");
  }

  /** The kernel has one number for all of these; they are looked for in the order it checks. */
  private String reason() {
    if (!mayOptOut()) {
      return "not permitted: needs CAP_PAYLOAD or CAP_SYS_RAWIO in the initial user namespace; try"
          + " as root";
    }
    if (wanted.optedOut()) {
      if (!machine.allowed()) {
        return "opting out is switched off (kernel.pti_optout is 0); boot with pti_optout=on";
      }
      if (machine.lockedDown()) {
        return "opting out is refused while the kernel is locked down (confidentiality); boot"
            + " without it";
      }
    }
    if (process.isolation() == Isolation.FORCED) {
      return "isolated for ever (forced); only a new process can be opted out";
    }
    if (wanted.optedOut() && process.tracer() != 0) {
      return "traced by process "
          + process.tracer()
          + ", which may not opt out itself; end the tracing first";
    }
    return "not permitted: changing another process needs what attaching a debugger to it needs;"
        + " try as root";
  }

  /** Of another process, isolating needs the same. */
  private static boolean mayOptOut() {
    try {
      return Capabilities.ofThisProcess().mayOptOut();
    } catch (IOException _) {
      return false;
    }
  }
}
