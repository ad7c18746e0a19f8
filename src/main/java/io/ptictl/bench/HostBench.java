package io.ptictl.bench;

import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs every benchmark on this machine, as it comes and, where that can be, opted out, in turn. */
public final class HostBench {
  /** Of each benchmark. */
  private static final int ROUNDS = 1000;

  private final Path meter;
  private final int repetitions;
  private final Progress progress;

  /**
   * @param meter the compiled guest/meter
   * @param repetitions of which the median counts
   */
  public HostBench(Path meter, int repetitions, Progress progress) {
    this.meter = meter;
    this.repetitions = repetitions;
    this.progress = progress;
  }

  /**
   * Times of one benchmark, in nanoseconds.
   *
   * @param asItComes one for each repetition
   * @param optedOut the same; empty where nobody can opt out
   */
  public record Times(Rounds asItComes, Rounds optedOut) {}

  /**
   * @param optOut may this process opt out, and does that change anything?
   * @throws io.ptictl.report.Failure if a benchmark fails
   */
  public Map<Benchmark, Times> run(boolean optOut) throws InterruptedException {
    MeterBench bench = new MeterBench(meter.toString(), ROUNDS);
    List<Map<Benchmark, Measured>> on = new ArrayList<>();
    List<Map<Benchmark, Measured>> off = new ArrayList<>();
    for (int i = 1; i <= repetitions; i++) {
      progress.step("round " + i + " of " + repetitions);
      on.add(bench.runHere(false));
      if (optOut) {
        off.add(bench.runHere(true));
      }
      progress.share((double) i / repetitions);
    }
    Map<Benchmark, Times> times = new EnumMap<>(Benchmark.class);
    for (Benchmark benchmark : Benchmark.values()) {
      times.put(benchmark, new Times(of(benchmark, on), of(benchmark, off)));
    }
    return times;
  }

  private static Rounds of(Benchmark benchmark, List<Map<Benchmark, Measured>> rounds) {
    List<Double> nanoseconds = new ArrayList<>();
    for (Map<Benchmark, Measured> round : rounds) {
      Measured measured = round.get(benchmark);
      if (measured != null) {
        nanoseconds.add(measured.nanoseconds());
      }
    }
    return new Rounds(nanoseconds);
  }
}
