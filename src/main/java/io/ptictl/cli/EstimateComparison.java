package io.ptictl.cli;

import io.ptictl.bench.BenchFigures;
import io.ptictl.bench.BenchResult;
import io.ptictl.bench.Benchmark;
import io.ptictl.bench.CountedLeg;
import io.ptictl.bench.Measured;
import io.ptictl.estimate.Counted;
import io.ptictl.estimate.Estimate;
import io.ptictl.estimate.Processor;
import io.ptictl.estimate.Span;
import io.ptictl.estimate.Workload;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What isolation costs one round of a benchmark, estimated and measured.
 *
 * @param benchmark which
 * @param entries into the kernel
 * @param estimated in nanoseconds
 * @param measured in nanoseconds
 */
record EstimateComparison(Benchmark benchmark, double entries, double estimated, double measured) {
  private static final double BOUND = 0.15;

  /** As if it had run that often, so that averages become counts. */
  private static final long ROUNDS = 1_000_000;

  /** All benchmarks; what an entry costs is what the null system call costs. */
  static List<EstimateComparison> of(BenchResult result) {
    double entry = difference(result, Benchmark.GETPPID);
    return Arrays.stream(Benchmark.values())
        .map(
            benchmark ->
                new EstimateComparison(
                    benchmark,
                    result.figures(CountedLeg.ISOLATED, benchmark).counted().trips(),
                    estimate(result.figures(CountedLeg.ISOLATED, benchmark), benchmark, entry),
                    difference(result, benchmark)))
        .toList();
  }

  private static double difference(BenchResult result, Benchmark benchmark) {
    return result.figures(CountedLeg.ISOLATED, benchmark).medianNanoseconds()
        - result.figures(CountedLeg.OPTED_OUT, benchmark).medianNanoseconds();
  }

  /** By the estimate that users get, with the guest's own processor. */
  private static double estimate(BenchFigures figures, Benchmark benchmark, double entry) {
    double seconds = ROUNDS * figures.medianNanoseconds() / 1e9;
    Measured counted = figures.counted();
    boolean interrupts = benchmark == Benchmark.INTERRUPT;
    long calls = Math.round(ROUNDS * counted.calls());
    Map<Counted, Long> counts =
        Map.of(
            Counted.CPU_TIME,
            Math.round(seconds * 1e9),
            Counted.SYSTEM_CALLS,
            interrupts ? 0 : calls,
            Counted.INTERRUPTS,
            interrupts ? calls : 0,
            Counted.FAULTS,
            Math.round(ROUNDS * counted.faults()));
    Workload workload =
        new Workload(benchmark.words(), 1, 1, seconds, seconds, 0, 0, counts, 0, List.of());
    Processor guest =
        new Processor(
            "the guest",
            Span.exactly(Math.max(entry, 0)),
            "its null system call",
            true,
            "its entries cost what they cost",
            0,
            1e9,
            "nanoseconds");
    return Estimate.of(workload, guest, true, null).share().middle() * figures.medianNanoseconds();
  }

  /** By what part the estimate is off. */
  double error() {
    return estimated / measured - 1;
  }

  boolean holds() {
    return Math.abs(error()) <= BOUND;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("benchmark", benchmark.words());
    members.put("entries", entries);
    members.put("estimated_ns", estimated);
    members.put("measured_ns", measured);
    members.put("error", error());
    members.put("holds", holds());
    return members;
  }

  static void print(List<EstimateComparison> rows, PrintWriter out) {
    Table table =
        new Table(
            Column.left("BENCHMARK"),
            Column.right("ENTRIES"),
            Column.right("ESTIMATED US"),
            Column.right("MEASURED US"),
            Column.right("ERROR"),
            Column.left(""));
    for (EstimateComparison row : rows) {
      table.row(
          row.benchmark.words(),
          format("%.1f", row.entries),
          format("%.2f", row.estimated / 1000),
          format("%.2f", row.measured / 1000),
          format("%+.0f %%", 100 * row.error()),
          row.holds() ? "" : "beyond 15 %");
    }
    table.print(out, 0);
    out.println();
    out.println(
        "in the emulator's time, where each entry empties the TLB: what is touched in the kernel"
            + " after it costs, too, which the model does not know");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
