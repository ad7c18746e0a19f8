package io.ptictl.conformance;

import io.ptictl.lab.Complaints;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.report.Progress;
import io.ptictl.spec.Machine.Lockdown;
import io.ptictl.spec.Machine.Use;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole test: machines booted in all ways that the specification tells apart. One for each
 * event that cannot be undone; one that was switched off at boot, and one without isolation, in
 * which one of each sort of what can happen does; and the one in which everything does.
 *
 * <p>An interrupt ends it early: then the report tells what was done so far.
 */
public final class ConformanceTest {
  /** The name of the boot of a machine that was switched off. */
  public static final String SWITCHED_OFF = "pti_optout=off";

  /** The name of the boot of a machine without isolation. */
  public static final String NOT_IN_USE = "pti=off";

  private static final io.ptictl.spec.Machine OFF_FROM_BOOT =
      new io.ptictl.spec.Machine(Use.IN_USE, false, Lockdown.NONE);
  private static final io.ptictl.spec.Machine UNPROTECTED =
      new io.ptictl.spec.Machine(Use.OFF_AT_BOOT, true, Lockdown.NONE);

  /** Of random sequences in the small machines, and at least in the large one. */
  private static final int FEW = 50;

  private static final int MANY = 5000;

  /** Of a population; all there are on QEMU. */
  private static final int WORLDS = 1000;

  /** How much of the whole the small machines are thought to take, each. */
  private static final double SMALL = 0.04;

  private final MachineSpec spec;
  private final long seed;
  private final int seconds;
  private final Progress progress;
  private final List<Boot> boots = new ArrayList<>();
  private boolean interrupted;

  /**
   * @param spec the kernel, the CPU and how many of it
   * @param seed of all that is random
   * @param seconds for which the last machine plays; 0: until all has happened
   */
  public ConformanceTest(MachineSpec spec, long seed, int seconds, Progress progress) {
    this.spec = ConformanceRun.prepare(spec);
    this.seed = seed;
    this.seconds = seconds;
    this.progress = progress;
  }

  /** What is done in a booted machine. */
  @FunctionalInterface
  private interface Work {
    ConformanceReport in(Machine machine, Progress progress) throws InterruptedException;
  }

  /** Boots one machine after the other. */
  public TestReport run() {
    try {
      for (OneWay way : OneWay.values()) {
        boot(way.words(), spec, SMALL, (machine, shown) -> way.run(machine, seed, WORLDS, shown));
      }
      boot(SWITCHED_OFF, spec.withOptout(false), SMALL, brief(OFF_FROM_BOOT));
      boot(NOT_IN_USE, spec.withPti(PtiMode.OFF), SMALL, brief(UNPROTECTED));
      boot("pti=auto", spec, 1 - boots.size() * SMALL, this::everything);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    return new TestReport(spec.cpu().name(), spec.processors(), seed, boots, interrupted);
  }

  private Work brief(io.ptictl.spec.Machine machine) {
    return (booted, shown) ->
        ConformanceRun.on(booted).of(Plan.brief(machine, seed, FEW)).run(shown);
  }

  private ConformanceReport everything(Machine booted, Progress shown) throws InterruptedException {
    shown.step("planning");
    Plan plan = Plan.whole(io.ptictl.spec.Machine.LAB, seed, MANY);
    return ConformanceRun.on(booted).of(plan).forSeconds(seconds).run(shown);
  }

  private void boot(String name, MachineSpec machine, double share, Work work)
      throws InterruptedException {
    if (interrupted) {
      return;
    }
    double begin = boots.size() * SMALL;
    Progress shown = new PartOfProgress(progress, begin, begin + share);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ConformanceReport report;
    try (Machine booted = Machine.boot(machine, new Complaints(said), Progress.SILENT)) {
      report = work.in(booted, shown);
    }
    boots.add(new Boot(name, report, said.toString(StandardCharsets.UTF_8)));
    interrupted = report.interrupted();
  }
}
