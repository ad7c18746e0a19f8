package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.TestKernels;
import org.junit.jupiter.api.Test;

/** Machines on which nobody is, or can be, opted out. */
final class ExplainMachinesIT {
  /** A root's process, and a command, explained on such a machine. */
  private static String explained(MachineSpec spec) throws InterruptedException {
    try (Machine machine = Machine.boot(spec)) {
      return Guest.transcript(
          machine, "sleep 1000 & name A $!", "", "explain $A", "explain -- sleep", "status");
    }
  }

  @Test
  void isolationIsOffSinceTheBoot() throws InterruptedException {
    assertThat(explained(TestKernels.patched().withPti(PtiMode.OFF)))
        .isEqualTo(
            """
            > explain A
            process A (sleep): not isolated, as everything here (not-in-use)

            off-at-boot  isolation is off since the boot (pti=off): nobody is isolated
                         -> to take it from this program only, boot without that and with pti_optout=on
            = 1
            > explain -- sleep
            /usr/bin/sleep: would be not isolated, as everything here (not-in-use)

            off-at-boot  isolation is off since the boot (pti=off): nobody is isolated
                         -> to take it from this program only, boot without that and with pti_optout=on
            = 1
            > status
            machine: CPU affected, page-table isolation off, opt-out available
            = 0
            """);
  }

  @Test
  void theKernelHasNoControl() throws InterruptedException {
    assertThat(explained(TestKernels.unpatched()))
        .startsWith(
            """
            > explain A
            process A (sleep): isolated (on)

            no-control  this kernel has no per-process control
                        -> boot one that has it (ptictl kernel); or try it here: ptictl lab run
            = 3
            """);
  }

  @Test
  void optingOutIsSwitchedOffSinceTheBoot() throws InterruptedException {
    assertThat(explained(TestKernels.patched().withOptout(false)))
        .startsWith(
            """
            > explain A
            process A (sleep): isolated (on)

            not-marked    /usr/bin/sleep is not marked
                          -> ptictl mark /usr/bin/sleep, if all starts of it are to be
            switched-off  opting out is switched off since the boot (kernel.pti_optout is 0)
                          -> boot with pti_optout=on
            not-asked     nobody opted it out, as far as is known; isolated is the default
            """);
  }
}
