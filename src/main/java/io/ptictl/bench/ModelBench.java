package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures every benchmark in one guest of the patched kernel, isolated, opted out, and opted out
 * with a TLB that is emptied by other means, in turn.
 */
public final class ModelBench {
  private static final String ROUNDS = "500";

  private final MachineSpec spec;
  private final String meter;
  private final int repetitions;
  private final Progress progress;

  /**
   * @param spec the machine, of the patched kernel
   * @param meter the compiled guest/meter
   * @param repetitions at least 1
   */
  public ModelBench(MachineSpec spec, Path meter, int repetitions, Progress progress) {
    this.spec = spec.withProcessors(1);
    this.meter = meter.toString();
    this.repetitions = repetitions;
    this.progress = progress;
  }

  /**
   * @throws Failure if the machine does not boot, or does not isolate as it is to
   */
  public ModelFigures run() throws InterruptedException {
    progress.step("booting the guest");
    try (Machine machine = Machine.boot(spec)) {
      Map<MeterMode, Map<Benchmark, List<Measured>>> all = new EnumMap<>(MeterMode.class);
      Map<MeterMode, List<Double>> wakes = new EnumMap<>(MeterMode.class);
      List<Double> walks = new ArrayList<>();
      MeterBench bench = new MeterBench(meter, Integer.parseInt(ROUNDS));
      for (int i = 1; i <= repetitions; i++) {
        progress.step("times, " + i + " of " + repetitions);
        walks.add(number(machine, "walk", ROUNDS));
        for (MeterMode mode : MeterMode.values()) {
          wakes
              .computeIfAbsent(mode, _ -> new ArrayList<>())
              .add(number(machine, "switch", ROUNDS, mode.word()));
          Map<Benchmark, List<Measured>> ofMode =
              all.computeIfAbsent(mode, _ -> new EnumMap<>(Benchmark.class));
          bench
              .run(machine, leg(mode), mode, MeterBench.NOBODY)
              .forEach(
                  (benchmark, one) ->
                      ofMode.computeIfAbsent(benchmark, _ -> new ArrayList<>()).add(one));
        }
        progress.share((double) i / repetitions);
      }
      return figures(all, wakes, walks, machine.clocksGood());
    }
  }

  private static CountedLeg leg(MeterMode mode) {
    return mode == MeterMode.AS_IT_COMES ? CountedLeg.ISOLATED : CountedLeg.OPTED_OUT;
  }

  private double number(Machine machine, String... arguments) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(meter));
    line.addAll(List.of(arguments));
    return Double.parseDouble(
        Guest.output(machine, Command.of(line.toArray(String[]::new))).strip());
  }

  private static ModelFigures figures(
      Map<MeterMode, Map<Benchmark, List<Measured>>> all,
      Map<MeterMode, List<Double>> wakes,
      List<Double> walks,
      boolean clocksGood) {
    Map<Benchmark, ModelRow> rows = new EnumMap<>(Benchmark.class);
    for (Benchmark benchmark : Benchmark.values()) {
      Map<MeterMode, List<Double>> times = new EnumMap<>(MeterMode.class);
      all.forEach(
          (mode, measured) ->
              times.put(
                  mode, of(measured, benchmark).stream().map(Measured::nanoseconds).toList()));
      Map<Benchmark, List<Measured>> out =
          Objects.requireNonNull(all.get(MeterMode.OPTED_OUT), "opted out");
      rows.put(benchmark, row(times, of(out, benchmark).getFirst()));
    }
    Measured wake =
        new Measured(0, 0, 0, 0, ModelFigures.WAKE_ENTRIES, 0, ModelFigures.WAKE_SWITCHES);
    return new ModelFigures(Collections.min(walks), row(wakes, wake), rows, clocksGood);
  }

  private static List<Measured> of(Map<Benchmark, List<Measured>> measured, Benchmark benchmark) {
    return Objects.requireNonNull(measured.get(benchmark), benchmark.words());
  }

  private static ModelRow row(Map<MeterMode, List<Double>> times, Measured counted) {
    return new ModelRow(
        least(times, MeterMode.AS_IT_COMES),
        least(times, MeterMode.OPTED_OUT),
        least(times, MeterMode.EMPTIED),
        counted);
  }

  private static double least(Map<MeterMode, List<Double>> times, MeterMode mode) {
    return Collections.min(Objects.requireNonNull(times.get(mode), mode.word()));
  }
}
