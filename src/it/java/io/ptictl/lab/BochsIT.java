package io.ptictl.lab;

import static io.ptictl.lab.LabRun.awaitReady;
import static io.ptictl.lab.LabRun.err;
import static io.ptictl.lab.LabRun.out;
import static io.ptictl.lab.LabRun.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines in Bochs: affected CPUs that have PCID. */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // not how long it takes: a machine that hangs
final class BochsIT {
  private static final String MELTDOWN = "/sys/devices/system/cpu/vulnerabilities/meltdown";

  private static MachineSpec haswell;

  @TempDir private Path directory;

  @BeforeAll
  static void kernel() {
    haswell = TestKernels.patchedOn(Cpu.HASWELL).withProcessors(1);
  }

  private Process start(List<String> more, String... command) throws Exception {
    List<String> options = new ArrayList<>(more);
    options.addAll(List.of("--cpu", "haswell", "--smp", "1"));
    options.addAll(List.of("--kernel", haswell.kernel().toString()));
    return LabRun.builder(directory, options, command).start();
  }

  @Test
  void isTheCommandToWhoeverStartsIt() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("script"), "#!/usr/bin/env sh\ncat; pwd; cat $2 >&2; exit 3\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path named = Files.writeString(directory.resolve("named"), "not packed but for its name\n");
    Process process = start(List.of(), script.toString(), "x", "named");
    try (OutputStream in = process.getOutputStream()) {
      in.write("input\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(out(process)).isEqualTo("input\n" + directory + "\n");
    assertThat(err(process)).isEqualTo(Files.readString(named));
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(directory).isDirectoryNotContaining("glob:**/" + MachineDirectory.PREFIX + "*");
  }

  @Test
  void leavesNothingBehindWhenItIsKilled() throws Exception {
    Process process = start(List.of(), "sh", "-c", "echo ready; exec sleep 1000");
    awaitReady(process);
    List<ProcessHandle> below = process.descendants().toList();
    assertThat(below).as("Bochs and its guard").hasSize(2);
    process.destroyForcibly().waitFor();
    for (ProcessHandle handle : below) {
      handle.onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  @Tag("thorough")
  void passesASignal() throws Exception {
    Process process = start(List.of(), "sh", "-c", "echo ready; exec cat");
    awaitReady(process);
    signal(process, "INT");
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(err(process)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  /** More than all the buffers on the way take, of all bytes. */
  @Test
  @Tag("thorough")
  void losesNothing() throws Exception {
    byte[] sent = new byte[120_000];
    new Random(1).nextBytes(sent);
    Path file = Files.write(directory.resolve("sent"), sent);
    try (Machine machine = Machine.boot(haswell.withProcessors(2).withFiles(List.of(file)))) {
      assertThat(machine.run(Command.of("cat", file.toString())).out()).isEqualTo(sent);
      assertThat(echoed(machine, Command.of("cat"), sent)).isEqualTo(sent);
    }
  }

  /** The kernel prints with interrupts off, longer than the queue of a serial port lasts. */
  @Test
  void losesNothingWhileTheKernelPrints() throws Exception {
    byte[] sent = new byte[20_000];
    new Random(1).nextBytes(sent);
    try (Machine machine = Machine.boot(haswell)) {
      String printing = "while echo '<3>a message of the kernel' >/dev/kmsg; do sleep 0.02; done &";
      Command cat = Command.shell(printing + " cat; kill $!");
      assertThat(echoed(machine, cat, sent)).isEqualTo(sent);
    }
  }

  private static byte[] echoed(Machine machine, Command cat, byte[] sent) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = machine.start(cat, new Sinks(out, out));
    session.input().write(sent);
    session.closeInput();
    assertThat(session.waitFor()).isZero();
    return out.toByteArray();
  }

  @Test
  @Tag("thorough")
  void carriesADirectoryWithLinksModesAndCapabilities() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree/below"));
    Path file = Files.writeString(tree.resolve("file"), "text\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("tree/below"));
    MachineSpec spec = haswell.withFiles(List.of(directory.resolve("link")));
    try (Machine machine = Machine.boot(spec)) {
      String script = "cd %s; cat link/file; stat -c %%a tree/below/file; readlink link";
      assertThat(machine.run(Command.shell(script.formatted(directory))).text())
          .isEqualTo("text\n440\ntree/below\n");
    }
  }

  @Test
  @Tag("thorough")
  void tellsWhyTheKernelPanicked() {
    MachineSpec spec = haswell.plus("rdinit=/none", "root=/dev/none");
    assertThatThrownBy(() -> Machine.boot(spec))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("ended by itself")
        .hasMessageContaining("Kernel panic");
  }

  @ParameterizedTest
  @CsvSource({
    "sandy-bridge, 1, false",
    "sandy-bridge, 2, false",
    "haswell, 1, true",
    "haswell, 2, true",
    "broadwell, 1, true",
    "broadwell, 2, true",
    "skylake-x, 1, true",
    "skylake-x, 2, true"
  })
  @Tag("thorough")
  void isolatesByItselfWithPcidAndPassesTheSelftests(String cpu, int processors, boolean invpcid)
      throws Exception {
    MachineSpec spec =
        haswell
            .withCpu(Cpu.named(cpu))
            .withProcessors(processors)
            .withFiles(List.of(Selftests.path("pti_optout")));
    try (Machine machine = Machine.boot(spec)) {
      assertThat(machine.clocksGood()).isTrue();
      assertThat(machine.run(Command.of("cat", MELTDOWN)).text()).startsWith("Mitigation: PTI");
      assertThat(machine.run(Command.of("nproc")).text()).isEqualTo(processors + "\n");
      assertThat(has(machine, "pcid")).isTrue();
      assertThat(has(machine, "invpcid")).isEqualTo(invpcid);
      assertThat(machine.run(Command.shell("exit 7")).status()).isEqualTo(7);
      Selftests.assertAllPass(machine);
      assertThatThrownBy(machine::pause)
          .isInstanceOf(Failure.class)
          .extracting(e -> ((Failure) e).exitStatus())
          .isEqualTo(ExitStatus.UNSUPPORTED);
    }
  }

  private static boolean has(Machine machine, String flag) throws InterruptedException {
    return machine.run(Command.of("grep", "-q", "-w", flag, "/proc/cpuinfo")).status() == 0;
  }
}
