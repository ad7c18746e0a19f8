package io.ptictl.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Complaints;
import io.ptictl.lab.Cpu;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.TestKernels;
import io.ptictl.report.Progress;
import io.ptictl.spec.Machine.Lockdown;
import io.ptictl.spec.Machine.Use;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel does what the specification says. */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // not how long it takes: a machine that hangs
class ConformanceIT {
  private static final long SEED = Long.getLong("ptictl.seed", System.nanoTime() & 0xffff_ffffL);
  private static final io.ptictl.spec.Machine LAB = io.ptictl.spec.Machine.LAB;
  private static final int WORLDS = 120;

  @FunctionalInterface
  private interface Work {
    ConformanceReport in(Machine machine) throws InterruptedException;
  }

  private static ConformanceReport run(MachineSpec spec, Work work) throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    MachineSpec prepared = ConformanceRun.prepare(spec);
    try (Machine machine = Machine.boot(prepared, new Complaints(said), Progress.SILENT)) {
      ConformanceReport report = work.in(machine);
      System.out.printf(
          "%d sequences, %d events in %d s%n",
          report.sequences(), report.steps(), report.time().toSeconds());
      assertThat(said.toString(UTF_8)).isEmpty();
      return report;
    }
  }

  private static ConformanceReport play(MachineSpec spec, Plan plan) throws InterruptedException {
    return run(spec, machine -> ConformanceRun.on(machine).of(plan).run(Progress.SILENT));
  }

  private static void assertGood(ConformanceReport report) {
    assertThat(report.holds()).as("-Dptictl.seed=" + SEED + " " + report).isTrue();
    assertThat(report.cut()).isFalse();
    assertThat(report.parts()).allSatisfy(part -> assertThat(part.met()).isEqualTo(part.targets()));
  }

  @Test
  void everySortOfStep() throws Exception {
    assertGood(play(TestKernels.patched(), Plan.brief(LAB, SEED, 100)));
  }

  @Test
  void switchedOffAtBoot() throws Exception {
    assertGood(
        play(
            TestKernels.patched().withOptout(false),
            Plan.brief(new io.ptictl.spec.Machine(Use.IN_USE, false, Lockdown.NONE), SEED, 20)));
  }

  @Test
  void withoutIsolation() throws Exception {
    assertGood(
        play(
            TestKernels.patched().withPti(PtiMode.OFF),
            Plan.brief(
                new io.ptictl.spec.Machine(Use.OFF_AT_BOOT, true, Lockdown.NONE), SEED, 20)));
  }

  @ParameterizedTest
  @EnumSource(OneWay.class)
  void whatCannotBeUndone(OneWay way) throws Exception {
    assertGood(
        run(TestKernels.patched(), machine -> way.run(machine, SEED, WORLDS, Progress.SILENT)));
  }

  /** A kernel that lets nobody opt out is not the one that is specified. */
  @Test
  void findsWhatDiffersAndMakesItShort() throws Exception {
    Plan plan = Plan.script(LAB, "fork, thread, 2: drop all, 1: off, 3: on");
    ConformanceReport report =
        run(
            TestKernels.patched(),
            machine -> {
              machine.run(Command.of("sh", "-c", "echo 0 > /proc/sys/kernel/pti_optout"));
              return ConformanceRun.on(machine).of(plan).run(Progress.SILENT);
            });
    assertThat(report.holds()).isFalse();
    Difference found = report.differences().getFirst();
    assertThat(found.sequence().script()).isEqualTo("1: off");
    assertThat(found.what()).startsWith("errno 1, not success; task 1: arch_prctl on, not off");
  }

  @Test
  @Tag("thorough")
  void everyPairOfEvents() throws Exception {
    Plan plan = Plan.whole(LAB, SEED, 0);
    ConformanceReport report =
        run(
            TestKernels.patched(),
            machine -> ConformanceRun.on(machine).of(plan).forSeconds(900).run(Progress.SILENT));
    assertThat(report.holds()).as("-Dptictl.seed=" + SEED + " " + report).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"sandy-bridge, 1", "haswell, 2", "broadwell, 1", "skylake-x, 1"})
  @Tag("thorough")
  void withPcid(String cpu, int processors) throws Exception {
    assertGood(
        play(
            TestKernels.patchedOn(Cpu.named(cpu)).withProcessors(processors),
            Plan.brief(LAB, SEED, 400)));
  }

  @Test
  @Tag("thorough")
  void onTheDebugKernel() throws Exception {
    assertGood(play(TestKernels.debug().withMemory(2048), Plan.brief(LAB, SEED, 500)));
  }
}
