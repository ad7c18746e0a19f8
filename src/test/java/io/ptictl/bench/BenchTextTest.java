package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.BarChart;
import io.ptictl.report.Failure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTextTest {
  /** Two trips in each benchmark, 1000 instructions, more in one leg, and so many user loads. */
  private static BenchResult result(CountedLeg leg, long more, double userWrites) {
    return result(leg, more, userWrites, new Rounds(List.of(1000.0, 3000.0, 2000.0)));
  }

  private static BenchResult result(
      CountedLeg leg, long more, double userWrites, Rounds nanoseconds) {
    Map<CountedLeg, Map<Benchmark, BenchFigures>> figures = new EnumMap<>(CountedLeg.class);
    for (CountedLeg each : BenchResult.LEGS) {
      Map<Benchmark, BenchFigures> all = new EnumMap<>(Benchmark.class);
      long instructions = each == leg ? 1000 + more : 1000;
      for (Benchmark benchmark : Benchmark.values()) {
        all.put(
            benchmark,
            new BenchFigures(
                new Measured(instructions, 300, instructions, 1000, 2, 0, 0),
                new Watched(2, each == CountedLeg.OPTED_OUT ? userWrites : 2, 2),
                nanoseconds));
      }
      figures.put(each, all);
    }
    return new BenchResult("a CPU", true, figures, ServerResult.NONE);
  }

  @Test
  void aBoundIsOfOneTrip() {
    assertThat(result(CountedLeg.ISOLATED, 12, 0).holds()).isTrue();
    assertThat(result(CountedLeg.ISOLATED, 14, 0).holds()).isFalse();
    assertThat(BenchText.lines(result(CountedLeg.ISOLATED, 14, 0)))
        .anyMatch(
            line ->
                line.startsWith(
                    "BROKEN  isolated against unpatched: at most +6 instructions a trip, but null"
                        + " system call +7.00; read 1 byte +7.00; "));
  }

  @Test
  void aMixedPairIsHeldToTheMeanOfBoth() {
    // 1000 instructions in all legs but one: 8 a trip against (1000 + 1000) / 2.
    BenchBound mixed = BenchBound.of(CountedLeg.OPTED_OUT, Benchmark.PIPE_MIXED);
    assertThat(result(CountedLeg.OPTED_OUT, 16, 0).beyond(mixed)).isEmpty();
    assertThat(result(CountedLeg.OPTED_OUT, 17, 0).beyond(mixed))
        .containsExactly(Benchmark.PIPE_MIXED, Benchmark.FUTEX_MIXED);
    // 40 more on the unpatched kernel raise the mean by 20.
    assertThat(result(CountedLeg.UNPATCHED, 40, 0).perTrip(mixed, Benchmark.PIPE_MIXED))
        .isEqualTo(-10);
    BenchBound equals = BenchBound.of(CountedLeg.OPTED_OUT, Benchmark.PIPE);
    assertThat(result(CountedLeg.OPTED_OUT, 20, 0).beyond(equals)).isEmpty();
    assertThat(result(CountedLeg.OPTED_OUT, 21, 0).beyond(equals)).hasSize(14);
  }

  @Test
  void anExactSixIsShownAsSix() {
    assertThat(BenchText.lines(result(CountedLeg.ISOLATED, 12, 0)))
        .anyMatch(line -> line.matches("null system call .* \\+6\\.00 +\\+0\\.00"));
  }

  @Test
  void optedOutNoUserPageTablesMayBeLoaded() {
    assertThat(result(CountedLeg.ISOLATED, 0, 0.05).optedOutWritesNoCr3()).isTrue();
    assertThat(result(CountedLeg.ISOLATED, 0, 1).optedOutWritesNoCr3()).isFalse();
  }

  @Test
  void aMixedPairMayNotCostMoreThanAnIsolatedOne() {
    assertThat(result(CountedLeg.OPTED_OUT, 1, 0).mixedPairsCostNoMore()).isFalse();
    assertThat(result(CountedLeg.ISOLATED, 1, 0).mixedPairsCostNoMore()).isTrue();
  }

  @Test
  void timesAreRatiosWithTheirSpread() {
    assertThat(BenchText.lines(result(CountedLeg.ISOLATED, 0, 0)))
        .anyMatch(line -> line.matches("null system call +1\\.00 +50 % .* 2\\.00"));
  }

  private static BenchResult withServers() {
    Map<CountedLeg, Map<Server, ServerFigures>> figures = new EnumMap<>(CountedLeg.class);
    for (CountedLeg leg : BenchResult.LEGS) {
      double one = leg == CountedLeg.ISOLATED ? 3 : 2;
      ServerFigures each =
          new ServerFigures(
              new Rounds(List.of(one, 0.5 * one, 1.5 * one)),
              new Rounds(List.of(1000 / one)),
              leg == CountedLeg.ISOLATED ? 5.25 : 0);
      figures.put(leg, Map.of(Server.HAPROXY, each, Server.REDIS, each, Server.POSTGRESQL, each));
    }
    return result(CountedLeg.ISOLATED, 0, 0).with(new ServerResult(true, figures));
  }

  @Test
  void serversAreRatiosAndCounts() {
    assertThat(BenchText.lines(withServers()))
        .anyMatch(line -> line.startsWith("CPU TIME A REQUEST, pti=off IS 1 "))
        .anyMatch(
            line -> line.matches("Redis, SET +1\\.00 +50 % +1\\.50 +50 % .* 1\\.00 +50 % +2\\.00"))
        .anyMatch(line -> line.matches("haproxy, GET +1\\.00 +0 % +0\\.67 +0 % .* 500\\.00"))
        .anyMatch(line -> line.matches("PostgreSQL, SELECT +0\\.00 +5\\.25 +0\\.00 +0\\.00"));
    assertThat(BenchText.lines(result(CountedLeg.ISOLATED, 0, 0)))
        .noneMatch(line -> line.contains("REQUEST"));
  }

  @Test
  void oneBadClockIsEnough() {
    BenchResult bad =
        result(CountedLeg.ISOLATED, 0, 0)
            .with(new ServerResult(false, withServers().servers().figures()));
    assertThat(BenchText.lines(bad)).anyMatch(line -> line.contains("no times to trust"));
    assertThat(BenchText.lines(withServers()))
        .noneMatch(line -> line.contains("no times to trust"));
  }

  @Test
  void theChartHasARatioForEachRow() {
    BarChart chart = BenchChart.of(withServers());
    assertThat(chart.series()).containsExactly("isolated", "opted out");
    assertThat(chart.sections()).hasSize(2);
    assertThat(chart.sections().getFirst().rows()).hasSize(Benchmark.values().length);
    assertThat(chart.sections().getLast().rows())
        .contains(new BarChart.Row("Redis, SET", List.of(1.5, 1.0)));
    assertThat(chart.notes()).anyMatch(note -> note.contains("ratios of like with like only"));
    assertThat(BenchChart.of(result(CountedLeg.ISOLATED, 0, 0)).sections()).hasSize(1);
  }

  @Test
  void withoutTimesTheChartIsOfInstructions() {
    BarChart chart = BenchChart.of(result(CountedLeg.ISOLATED, 1000, 0, new Rounds(List.of())));
    assertThat(chart.sections().getFirst().heading()).contains("instructions");
    assertThat(chart.sections().getFirst().rows())
        .contains(new BarChart.Row("pipe ping-pong", List.of(2.0, 1.0)));
  }

  @Test
  void whatTheMeterPrintsIsTakenApart() {
    assertThat(Measured.parse(Benchmark.PIPE_MIXED, "pipe-mixed 10 3 12 4.5 4 0.02 1.00"))
        .isEqualTo(new Measured(10, 3, 12, 4.5, 4, 0.02, 1));
    assertThatThrownBy(() -> Measured.parse(Benchmark.PIPE, "meter: pipe: Broken pipe"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Broken pipe");
  }
}
