package io.ptictl.lab;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel feature's own tests on each kind of machine that QEMU has; Bochs': {@link BochsIT}.
 */
class KernelSelftestsIT {
  static Stream<Named<MachineSpec>> machines() {
    MachineSpec machine = TestKernels.patched();
    Path bzImage = machine.kernel().resolveSibling("bzImage");
    return Stream.of(
        Named.of("1 CPU", machine.withProcessors(1)),
        Named.of("2 CPUs", machine),
        Named.of("4 CPUs", machine.withProcessors(4)),
        Named.of("5-level page tables", machine.withFiveLevel(true).withKernel(bzImage)),
        Named.of(
            "AMD's way to enter from 32-bit code",
            machine.withCpu(Cpu.ofQemu("EPYC")).withPti(PtiMode.ON)),
        Named.of("switched off", machine.withOptout(false)));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void allPass(MachineSpec spec) throws Exception {
    try (Machine machine = Machine.boot(spec)) {
      Selftests.assertAllPass(machine);
    }
  }
}
