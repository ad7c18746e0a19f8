package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.launcher.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel feature's own tests (kernel/selftests, TAP), by root, on each kind of machine. */
class KernelSelftestsIT {
  private static Path program;

  @BeforeAll
  static void compile() throws Exception {
    Path directory = Files.createDirectories(Programs.home().resolve("target/it/selftests"));
    program = directory.resolve("pti_optout");
    Process make =
        new ProcessBuilder(
                "make",
                "-s",
                "-C",
                Programs.home().resolve("kernel/selftests").toString(),
                "OUT=" + directory + "/",
                "CFLAGS=-O2 -Werror")
            .inheritIO()
            .start();
    assertThat(make.waitFor()).isZero();
  }

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
      Result result = machine.run(Command.of(program.toString()));
      List<String> lines = result.text().lines().toList();
      assertThat(lines).noneMatch(line -> line.startsWith("not ok"));
      assertThat(result.status()).as(result.toString()).isZero();
      long ok = lines.stream().filter(line -> line.startsWith("ok ")).count();
      assertThat(lines).contains("1.." + ok);
      assertThat(ok).isPositive();
    }
  }
}
