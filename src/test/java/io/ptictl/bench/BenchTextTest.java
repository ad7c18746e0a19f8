package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTextTest {
  /** Two trips in each benchmark, 1000 instructions, more in one leg, and so many user loads. */
  private static BenchResult result(CountedLeg leg, long more, double userWrites) {
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
                List.of(1000.0, 3000.0, 2000.0)));
      }
      figures.put(each, all);
    }
    return new BenchResult("a CPU", true, figures);
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

  @Test
  void whatTheMeterPrintsIsTakenApart() {
    assertThat(Measured.parse(Benchmark.PIPE_MIXED, "pipe-mixed 10 3 12 4.5 4 0.02 1.00"))
        .isEqualTo(new Measured(10, 3, 12, 4.5, 4, 0.02, 1));
    assertThatThrownBy(() -> Measured.parse(Benchmark.PIPE, "meter: pipe: Broken pipe"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Broken pipe");
  }
}
