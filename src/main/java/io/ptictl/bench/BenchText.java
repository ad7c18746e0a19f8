package io.ptictl.bench;

import static io.ptictl.report.Numbers.format;

import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The benchmarks as a person reads them. */
public final class BenchText {
  private BenchText() {}

  /** The lines of the result, without line ends. */
  public static List<String> lines(BenchResult result) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    instructions(result).print(out, 0);
    out.println();
    tables(result).print(out, 0);
    if (result.timed()) {
      out.println();
      RatioTable.of("TIME", "us", 1000, result.times()).print(out, 0);
    }
    if (!result.servers().isEmpty()) {
      out.println();
      ServerText.print(result.servers(), out);
    }
    if (result.timed() || !result.servers().isEmpty()) {
      out.println();
      out.println(caption(result));
    }
    out.println();
    BenchBound.ALL.forEach(bound -> out.println(line(result, bound)));
    out.println(
        verdict(result.optedOutWritesNoCr3())
            + "opted out: no CR3 write on any entry or exit (those left are context switches)");
    out.println(
        verdict(result.mixedPairsCostNoMore())
            + "opted out with an isolated partner: no more than two isolated ones");
    out.println(
        "processor: "
            + result.processor()
            + ", no PCID; ~: rounds differ by more than is to be shown, not held to the bound");
    out.flush();
    return text.toString().lines().toList();
  }

  private static Table instructions(BenchResult result) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("INSTRUCTIONS"));
    columns.add(Column.right("trips"));
    BenchResult.LEGS.forEach(leg -> columns.add(Column.right(leg.words())));
    BenchBound.legs().forEach(leg -> columns.add(Column.right(leg.words() + "/trip")));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Benchmark benchmark : Benchmark.values()) {
      List<String> cells = new ArrayList<>();
      cells.add(benchmark.words());
      cells.add(format("%.0f", result.figures(CountedLeg.ISOLATED, benchmark).counted().trips()));
      for (CountedLeg leg : BenchResult.LEGS) {
        cells.add(String.valueOf(result.figures(leg, benchmark).counted().ticks()));
      }
      for (CountedLeg leg : BenchBound.legs()) {
        BenchBound bound = BenchBound.of(leg, benchmark);
        cells.add(
            result.exact(bound, benchmark)
                ? format("%+.2f", result.perTrip(bound, benchmark))
                : format("~%+.0f", result.perTrip(bound, benchmark)));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Table tables(BenchResult result) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("CR3 WRITES / TLB FLUSHES"));
    BenchResult.LEGS.forEach(leg -> columns.add(Column.right(leg.words())));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Benchmark benchmark : Benchmark.values()) {
      List<String> cells = new ArrayList<>();
      cells.add(benchmark.words());
      for (CountedLeg leg : BenchResult.LEGS) {
        Watched watched = result.figures(leg, benchmark).watched();
        cells.add(format("%.1f / %.1f", watched.cr3Writes(), watched.tlbFlushes()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** What is to be read with any time. */
  static String caption(BenchResult result) {
    return result.clocksGood()
        ? "emulated times: ratios of like with like only; a real CPU flushes less and"
            + " refills faster, so nothing follows for it but the sign"
        : "the host was too busy for the guests' clocks: no times to trust, run it again";
  }

  private static String line(BenchResult result, BenchBound bound) {
    String beyond =
        result.beyond(bound).stream()
            .map(
                benchmark ->
                    format("%s %+.2f", benchmark.words(), result.perTrip(bound, benchmark)))
            .collect(Collectors.joining("; "));
    return verdict(result.holds(bound))
        + format("%s: at most %+.0f instructions a trip", bound.words(), bound.most())
        + (beyond.isEmpty() ? "" : ", but " + beyond);
  }

  private static String verdict(boolean holds) {
    return holds ? "ok      " : "BROKEN  ";
  }
}
