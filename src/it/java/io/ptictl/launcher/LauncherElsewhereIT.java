package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.TestKernels;
import org.junit.jupiter.api.Test;

/** run and protect where there is nothing to opt out of, or no way to do so. */
final class LauncherElsewhereIT {
  @Test
  void runsQuietlyWhereIsolationIsNotInUse() throws InterruptedException {
    try (Machine machine = Machine.boot(TestKernels.patched().withPti(PtiMode.OFF))) {
      assertThat(run(machine, "nopti true")).isEqualTo("status 0\n");
      assertThat(run(machine, "pti true")).isEqualTo("status 0\n");
      assertThat(run(machine, "pti --forever true")).isEqualTo("status 0\n");
      assertThat(run(machine, "nopti --user=nobody id -un")).isEqualTo("status 0\nnobody\n");
      assertThat(run(machine, "nopti -v true"))
          .isEqualTo("status 0\nptictl: page-table isolation is not in use on this machine\n");
    }
  }

  @Test
  void refusesAKernelWithoutTheFeature() throws InterruptedException {
    String reason =
        "the kernel lacks the control (/proc/sys/kernel/pti_optout); boot one of ptictl kernel"
            + " build\n";
    try (Machine machine = Machine.boot(TestKernels.unpatched())) {
      assertThat(run(machine, "nopti true"))
          .isEqualTo(
              "status 125\nptictl: cannot execute true without page-table isolation: " + reason);
      assertThat(run(machine, "pti true"))
          .isEqualTo(
              "status 125\nptictl: cannot execute true under page-table isolation: " + reason);
      assertThat(run(machine, "nopti --best-effort --user=nobody id -un"))
          .isEqualTo(
              "status 0\nnobody\nptictl: warning: id runs with page-table isolation: " + reason);
    }
  }

  private static String run(Machine machine, String line) throws InterruptedException {
    Command command = LauncherIT.command(line);
    return machine.run(command).toString();
  }
}
