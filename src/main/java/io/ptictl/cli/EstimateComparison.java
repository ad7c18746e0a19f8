package io.ptictl.cli;

import io.ptictl.bench.Benchmark;
import io.ptictl.bench.Measured;
import io.ptictl.bench.ModelFigures;
import io.ptictl.bench.ModelRow;
import io.ptictl.estimate.Counted;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What isolation costs one round of a benchmark, estimated and measured.
 *
 * @param benchmark which
 * @param entries into the kernel, of the processes that are opted out
 * @param switches of these entries, those that switch to another process
 * @param pages that each of them looks up again in an empty TLB, in the time that one page takes
 * @param estimated in nanoseconds
 * @param measured in nanoseconds
 */
record EstimateComparison(
    Benchmark benchmark,
    double entries,
    long switches,
    int pages,
    double estimated,
    double measured) {
  /** How far a held row may be off. */
  static final double BOUND = 0.15;

  /** What creates processes touches more than the 64 pages that the bound is for. */
  private static final List<Benchmark> LARGE = List.of(Benchmark.FORK_EXIT, Benchmark.FORK_EXEC);

  /** All benchmarks. */
  static List<EstimateComparison> of(ModelFigures figures) {
    return Arrays.stream(Benchmark.values()).map(benchmark -> of(figures, benchmark)).toList();
  }

  private static EstimateComparison of(ModelFigures figures, Benchmark benchmark) {
    ModelRow row = figures.row(benchmark);
    double entries = row.counted().trips() / (benchmark.partnerIsolated() ? 2 : 1);
    // Each of a pair waits as often as the one that counts.
    long switches = Math.round(row.counted().switches()) * (benchmark.pairOfEquals() ? 2 : 1);
    int pages = (int) Math.max(0, Math.round(row.refills() / figures.walk() / entries));
    return new EstimateComparison(
        benchmark,
        entries,
        switches,
        pages,
        estimate(figures, benchmark, entries, Math.min(switches, (long) entries), pages),
        row.cost());
  }

  private static double estimate(
      ModelFigures figures, Benchmark benchmark, double entries, long switches, int pages) {
    Measured counted = figures.row(benchmark).counted();
    double faults = Math.min(counted.faults(), entries);
    Counted others = benchmark == Benchmark.INTERRUPT ? Counted.INTERRUPTS : Counted.SYSTEM_CALLS;
    return new GuestEstimate(
            benchmark.words(),
            figures.row(benchmark).isolated(),
            0,
            Map.of(others, entries - faults, Counted.FAULTS, faults),
            entries,
            switches,
            pages)
        .cost(figures);
  }

  /** By what part the estimate is off. */
  double error() {
    return estimated / measured - 1;
  }

  /** Is it the one by which the cost of an entry was measured? */
  boolean calibrates() {
    return benchmark == Benchmark.GETPPID;
  }

  /** Has it to be within the bound? */
  boolean held() {
    return !LARGE.contains(benchmark);
  }

  boolean holds() {
    return !held() || Math.abs(error()) <= BOUND;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("benchmark", benchmark.words());
    members.put("entries", entries);
    members.put("switches", switches);
    members.put("pages_per_entry", pages);
    members.put("estimated_ns", estimated);
    members.put("measured_ns", measured);
    members.put("error", error());
    members.put("calibrates", calibrates());
    members.put("held", held());
    members.put("holds", holds());
    return members;
  }
}
