package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ptictl.bench.Benchmark;
import io.ptictl.bench.Measured;
import io.ptictl.bench.ModelFigures;
import io.ptictl.bench.ModelRow;
import io.ptictl.bench.Rounds;
import io.ptictl.bench.Server;
import io.ptictl.bench.ServerEntries;
import io.ptictl.bench.ServerModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerComparisonTest {
  /** An entry costs 7 us, one that switches 6 us, a page 0.1 us; each benchmark looks up 10. */
  private static ModelFigures figures() {
    Map<Benchmark, ModelRow> rows = new EnumMap<>(Benchmark.class);
    for (Benchmark benchmark : Benchmark.values()) {
      rows.put(benchmark, new ModelRow(10_000, 2_000, 3_000, new Measured(0, 0, 0, 0, 1, 0, 0)));
    }
    ModelRow wake = new ModelRow(30_000, 3_000, 4_000, new Measured(0, 0, 0, 0, 4, 0, 2));
    return new ModelFigures(100, wake, rows, true);
  }

  private static ServerModel model() {
    return new ServerModel(
        Server.REDIS,
        new Rounds(List.of(90.0, 100.0, 110.0)),
        new Rounds(List.of(60.0)),
        new ServerEntries(
            Map.of(
                "CPU time", 100_000.0,
                "system calls", 3.0,
                "page faults", 0.5,
                "interrupts", 2.0,
                "context switches", 1.0),
            0.75));
  }

  @Test
  void reckonsWithWhatWasCounted() {
    ModelFigures figures = figures();
    ServerComparison redis = ServerComparison.of(model(), figures, EstimateComparison.of(figures));

    assertThat(figures.entry()).isCloseTo(7_000, within(1.0));
    assertThat(figures.switchingEntry()).isCloseTo(6_000, within(1.0));
    // A quarter of the interrupts finds user code.
    assertThat(redis.entries()).isEqualTo(4);
    assertThat(redis.switches()).isEqualTo(1);
    assertThat(redis.pages()).isEqualTo(10);
    // Three entries, one that switches, ten pages each.
    assertThat(redis.estimated()).isCloseTo(3 * 7_000 + 6_000 + 4 * 10 * 100, within(10.0));
    assertThat(redis.measured()).isCloseTo(40_000, within(1e-6));
    assertThat(redis.error()).isCloseTo(31_000.0 / 40_000 - 1, within(0.001));
  }

  @Test
  void printsProgramsApart() {
    ModelFigures figures = figures();
    List<EstimateComparison> rows = EstimateComparison.of(figures);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);

    EstimateCheckText.print(
        figures, rows, List.of(ServerComparison.of(model(), figures, rows)), out);
    out.flush();

    assertThat(text.toString().lines())
        .anyMatch(line -> line.startsWith("PROGRAM, A REQUEST "))
        .anyMatch(line -> line.matches("Redis, SET +4\\.00 +1\\.00 +~10 +31\\.00 +40\\.00 +-22 %"))
        .anyMatch(line -> line.startsWith("programs: not held;"));
  }
}
