package io.ptictl.bench;

import io.ptictl.report.BarChart;
import java.util.ArrayList;
import java.util.List;

/** The benchmarks as a picture: isolated and opted out, as multiples of pti=off. */
public final class BenchChart {
  private static final List<CountedLeg> LEGS = List.of(CountedLeg.ISOLATED, CountedLeg.OPTED_OUT);

  private BenchChart() {}

  /** Times, where they were taken, else instructions. */
  public static BarChart of(BenchResult result) {
    List<BarChart.Section> sections = new ArrayList<>();
    sections.add(
        result.timed()
            ? section("time of micro-benchmarks", result.times())
            : section("instructions of micro-benchmarks", result.instructions()));
    if (!result.servers().isEmpty()) {
      sections.add(section("CPU time of a server for one request", result.servers().cpu()));
    }
    List<String> notes = new ArrayList<>();
    if (result.timed()) {
      notes.add(BenchText.caption(result));
    }
    notes.add("processor: " + result.processor() + ", emulated, no PCID");
    return new BarChart(
        "Isolated and opted out, as multiples of pti=off",
        LEGS.stream().map(CountedLeg::words).toList(),
        sections,
        notes);
  }

  private static BarChart.Section section(String heading, List<Compared> rows) {
    return new BarChart.Section(
        heading,
        rows.stream()
            .map(row -> new BarChart.Row(row.words(), LEGS.stream().map(row::ratio).toList()))
            .toList());
  }
}
