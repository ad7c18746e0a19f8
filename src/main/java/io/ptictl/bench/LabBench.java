package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs every benchmark on the unpatched kernel and on the patched one, isolated and opted out, and
 * with pti=off: once with a clock that counts instructions, then several times in turn for times.
 */
public final class LabBench {
  /** Of each benchmark. */
  private static final int ROUNDS = 100;

  private static final double SHARE_OF_COUNTING = 0.5;

  private final MachineSpec machine;
  private final Path unpatched;
  private final Path patched;
  private final Path meter;
  private final int repetitions;
  private final Progress progress;

  /**
   * @param machine the CPU and memory; its clock, kernel and parameters are replaced
   * @param meter the compiled guest/meter
   * @param repetitions of the times; 0: none are taken
   */
  public LabBench(
      MachineSpec machine,
      Path unpatched,
      Path patched,
      Path meter,
      int repetitions,
      Progress progress) {
    this.machine = machine.withProcessors(1);
    this.unpatched = unpatched;
    this.patched = patched;
    this.meter = meter;
    this.repetitions = repetitions;
    this.progress = progress;
  }

  private record Counted(Map<Benchmark, Measured> measured, Map<Benchmark, Watched> watched) {}

  /**
   * @throws Failure if a machine does not boot, or a leg does not run as it is to
   */
  public BenchResult run() throws InterruptedException {
    Map<CountedLeg, Counted> counted = new EnumMap<>(CountedLeg.class);
    MachineSpec counting = machine.withInstructionClock(true);
    for (CountedLeg leg : BenchResult.LEGS) {
      progress.step("counting instructions: " + leg.words());
      // Each anew: what ran before makes the kernel's trees, as that of PIDs, deeper.
      try (Machine booted = Machine.boot(leg.machine(counting, unpatched, patched))) {
        counted.put(leg, count(leg, booted));
        progress.share(SHARE_OF_COUNTING * counted.size() / BenchResult.LEGS.size());
      }
    }
    Map<CountedLeg, Map<Benchmark, List<Double>>> times = new EnumMap<>(CountedLeg.class);
    boolean clocksGood = repetitions == 0 || time(times);
    return result(counted, times, clocksGood);
  }

  private Counted count(CountedLeg leg, Machine booted) throws InterruptedException {
    MeterBench bench = new MeterBench(meter.toString(), ROUNDS);
    MmuWatcher watcher = new MmuWatcher(booted);
    // Being watched costs no instruction.
    return new Counted(bench.run(booted, leg, watcher), watcher.watched());
  }

  /** Were the clocks good? */
  private boolean time(Map<CountedLeg, Map<Benchmark, List<Double>>> times)
      throws InterruptedException {
    try (Turns turns = Turns.boot(machine, unpatched, patched, progress)) {
      MeterBench bench = new MeterBench(meter.toString(), ROUNDS);
      for (int i = 1; i <= repetitions; i++) {
        String step = "times, " + i + " of " + repetitions + ": ";
        turns.each(
            (leg, booted) -> {
              progress.step(step + leg.words());
              add(times, leg, bench.run(booted, leg, MeterBench.NOBODY));
            });
        progress.share(SHARE_OF_COUNTING + (1 - SHARE_OF_COUNTING) * i / repetitions);
      }
      return turns.clocksGood();
    }
  }

  private static void add(
      Map<CountedLeg, Map<Benchmark, List<Double>>> times,
      CountedLeg leg,
      Map<Benchmark, Measured> measured) {
    measured.forEach(
        (benchmark, one) ->
            times
                .computeIfAbsent(leg, _ -> new EnumMap<>(Benchmark.class))
                .computeIfAbsent(benchmark, _ -> new ArrayList<>())
                .add(one.nanoseconds()));
  }

  private BenchResult result(
      Map<CountedLeg, Counted> counted,
      Map<CountedLeg, Map<Benchmark, List<Double>>> times,
      boolean clocksGood) {
    Map<CountedLeg, Map<Benchmark, BenchFigures>> figures = new EnumMap<>(CountedLeg.class);
    counted.forEach(
        (leg, ofLeg) -> {
          Map<Benchmark, BenchFigures> all = new EnumMap<>(Benchmark.class);
          ofLeg
              .measured()
              .forEach(
                  (benchmark, one) ->
                      all.put(
                          benchmark,
                          new BenchFigures(
                              one,
                              Objects.requireNonNull(ofLeg.watched().get(benchmark)),
                              new Rounds(
                                  times
                                      .getOrDefault(leg, Map.of())
                                      .getOrDefault(benchmark, List.of())))));
          figures.put(leg, all);
        });
    return new BenchResult(machine.cpu().name(), clocksGood, figures, ServerResult.NONE);
  }
}
