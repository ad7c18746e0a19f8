package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of several kinds, watched and stopped from outside, and those that do not come up. */
final class EmulatorIT {
  private static final String MELTDOWN = "/sys/devices/system/cpu/vulnerabilities/meltdown";

  @Test
  void countsEveryWriteToCr3(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("mmu.log");
    try (Machine machine = Machine.boot(TestKernels.patched().withProcessors(1))) {
      MmuTrace trace = machine.traceMmu(log);
      machine.run(Command.of("dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=1000"));
      trace.close();
      // read and write, each into the kernel and back
      assertThat(trace.total()).isGreaterThan(4000);
      assertThat(trace.cr3Writes().keySet()).anyMatch(cr3 -> (cr3 & 0x1000) != 0);
      long size = Files.size(log);
      machine.run(Command.of("true"));
      assertThat(Files.size(log)).isEqualTo(size);
    }
  }

  @Test
  void pausesAndShowsRegisters() throws Exception {
    try (Machine machine = Machine.boot(TestKernels.patched())) {
      machine.pause();
      assertThat(machine.monitor("info status")).contains("paused");
      assertThat(machine.registers(1)).contains("CR3=");
      machine.resume();
      assertThat(machine.monitor("info status")).contains("running");
      assertThat(machine.run(Command.of("echo", "on")).text()).isEqualTo("on\n");
    }
  }

  @Test
  void closesAPausedMachine() throws Exception {
    Machine machine = Machine.boot(TestKernels.patched());
    machine.pause();
    machine.close();
    machine.close();
    assertThatThrownBy(() -> machine.run(Command.of("true"))).isInstanceOf(Failure.class);
  }

  @Test
  void doesNotIsolateWithPtiOff() throws Exception {
    try (Machine machine = Machine.boot(TestKernels.patched().withPti(PtiMode.OFF))) {
      assertThat(machine.run(Command.of("cat", MELTDOWN)).text()).isEqualTo("Vulnerable\n");
      assertThat(machine.run(Command.of("grep", "Page_Table", "/proc/self/status")).text())
          .endsWith("not in use\n");
    }
  }

  @Test
  void isolatesOnEightCpusWithFiveLevels() throws Exception {
    MachineSpec four = TestKernels.patched();
    MachineSpec spec =
        four.withKernel(four.kernel().resolveSibling("bzImage"))
            .withProcessors(8)
            .withFiveLevel(true)
            .withCpu(Cpu.ofQemu("max,vendor=GenuineIntel"));
    try (Machine machine = Machine.boot(spec)) {
      assertThat(machine.run(Command.of("nproc")).text()).isEqualTo("8\n");
      assertThat(machine.run(Command.of("cat", MELTDOWN)).text()).startsWith("Mitigation: PTI");
      assertThat(machine.run(Command.of("grep", "-c", "-w", "la57", "/proc/cpuinfo")).text())
          .isEqualTo("8\n");
    }
  }

  @Test
  void tellsWhyTheKernelPanicked() {
    MachineSpec spec = TestKernels.patched().plus("rdinit=/none", "root=/dev/none");
    assertThatThrownBy(() -> Machine.boot(spec))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("ended by itself")
        .hasMessageContaining("Kernel panic");
  }

  @Test
  void tellsWhatQemuSaid() {
    assertThatThrownBy(() -> Machine.boot(MachineSpec.of(Path.of("/bin/true"))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("PVH");
  }

  @Test
  void failsWhatRunsWhenTheMachineEnds() throws Exception {
    try (Machine machine = Machine.boot(TestKernels.patched())) {
      assertThatThrownBy(() -> machine.run(Command.of("reboot", "-f")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("ended by itself");
      assertThatThrownBy(() -> machine.run(Command.of("true"))).isInstanceOf(Failure.class);
    }
  }
}
