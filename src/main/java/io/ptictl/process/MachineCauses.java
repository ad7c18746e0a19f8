package io.ptictl.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What holds for everybody on this machine. */
final class MachineCauses {
  private static final Path LOCKDOWN = Path.of("/sys/kernel/security/lockdown");

  private final MachineState machine;
  private final BootLine boot;

  MachineCauses(MachineState machine, BootLine boot) {
    this.machine = machine;
    this.boot = boot;
  }

  /** Why there is nothing to opt out of, or no way to; empty where processes can differ. */
  List<Cause> everybodyIsAlike() {
    List<Cause> causes = new ArrayList<>();
    if (!machine.isolating()) {
      causes.add(notIsolating());
    }
    if (!machine.control()) {
      causes.add(
          Cause.now(
              Reason.NO_CONTROL,
              "this kernel has no per-process control",
              "boot one that has it (ptictl kernel); or try it here: ptictl lab run"));
    }
    return causes;
  }

  private Cause notIsolating() {
    if (Boolean.FALSE.equals(machine.affected())) {
      return Cause.now(
          Reason.CPU_NOT_AFFECTED,
          "the CPU is not affected by Meltdown: nobody is isolated, and nobody pays for it",
          null);
    }
    String parameter = boot.isolationOff();
    return Cause.now(
        Reason.OFF_AT_BOOT,
        parameter == null
            ? "the kernel isolates nobody, and no boot parameter says so; it was built without it"
            : "isolation is off since the boot (" + parameter + "): nobody is isolated",
        "to take it from this program only, boot without that and with pti_optout=on");
  }

  /** Why nobody can opt out at present. */
  List<Cause> nobodyMay() {
    List<Cause> causes = new ArrayList<>();
    if (!machine.allowed()) {
      causes.add(
          boot.optoutOn()
              ? Cause.now(
                  Reason.SWITCHED_OFF,
                  "opting out was switched off for everybody since the boot (kernel.pti_optout is"
                      + " 0)",
                  "boot again: it cannot be switched on before")
              : Cause.now(
                  Reason.SWITCHED_OFF,
                  "opting out is switched off since the boot (kernel.pti_optout is 0)",
                  "boot with pti_optout=on"));
    }
    if (machine.lockedDown()) {
      causes.add(
          Cause.now(
              Reason.LOCKDOWN,
              "the kernel is locked down (confidentiality): nobody may get at its memory",
              "boot without lockdown=confidentiality"));
    }
    return causes;
  }

  /** What could not be found out. */
  static List<String> unknown() {
    return Files.isReadable(LOCKDOWN)
        ? List.of()
        : List.of("whether the kernel is locked down: mount securityfs on /sys/kernel/security");
  }
}
