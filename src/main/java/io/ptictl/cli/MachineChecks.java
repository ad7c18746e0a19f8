package io.ptictl.cli;

import io.ptictl.process.MachineState;
import io.ptictl.sys.Capabilities;
import java.io.IOException;
import java.util.List;

/** What this machine itself is and can do; none of it keeps the lab from working. */
final class MachineChecks {
  private final MachineState machine;

  MachineChecks(MachineState machine) {
    this.machine = machine;
  }

  List<Check> all() {
    return List.of(affected(), isolation(), control(), permission());
  }

  private Check affected() {
    Boolean affected = machine.affected();
    if (affected == null) {
      return Check.note("CPU", "the kernel does not say whether Meltdown affects it");
    }
    return Check.note("CPU", affected ? "affected by Meltdown" : "not affected by Meltdown");
  }

  private Check isolation() {
    return Check.note(
        "isolation",
        machine.isolating() ? "in use: system calls pay for it" : "not in use: nothing to save");
  }

  private Check control() {
    if (!machine.control()) {
      return Check.note("kernel", "without per-process control; the lab has one with it");
    }
    if (!machine.allowed()) {
      return Check.note("kernel", "has the control, switched off; boot with pti_optout=on");
    }
    return machine.lockedDown()
        ? Check.note("kernel", "has the control, but is locked down, which forbids opting out")
        : Check.ok("kernel", "has the control, switched on");
  }

  private static Check permission() {
    try {
      Capabilities mine = Capabilities.ofThisProcess();
      if (mine.has(Capabilities.PAYLOAD)) {
        return Check.ok("permission", "CAP_PAYLOAD: may opt out");
      }
      return mine.has(Capabilities.SYS_RAWIO)
          ? Check.ok("permission", "CAP_SYS_RAWIO: may opt out")
          : Check.note("permission", "neither CAP_PAYLOAD nor CAP_SYS_RAWIO: may not opt out");
    } catch (IOException e) {
      return Check.note("permission", "unknown: " + e.getMessage());
    }
  }
}
