package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.report.Progress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the feature adds to each micro-benchmark, in instructions, and that it writes no CR3. */
@Tag("thorough")
class LabBenchIT {
  /** Each is one way into the kernel and back that neither switches nor flushes. */
  private static final List<Benchmark> ONE_WAY =
      List.of(
          Benchmark.GETPPID,
          Benchmark.READ_1,
          Benchmark.READ_64K,
          Benchmark.WRITE_1,
          Benchmark.WRITE_64K,
          Benchmark.FAULT,
          Benchmark.SELECT_500,
          Benchmark.INTERRUPT);

  @Test
  void theBoundsHoldWhereNothingIsSwitchedOrFlushed() throws Exception {
    BenchResult result =
        new LabBench(
                TestKernels.patched(),
                TestKernels.unpatched().kernel(),
                TestKernels.patched().kernel(),
                Programs.home().resolve("build/lib/meter"),
                0,
                Progress.SILENT)
            .run();

    for (CountedLeg leg : BenchBound.legs()) {
      for (Benchmark benchmark : ONE_WAY) {
        BenchBound bound = BenchBound.of(leg, benchmark);
        assertThat(result.exact(bound, benchmark)).as(benchmark.words()).isTrue();
        assertThat(result.perTrip(bound, benchmark))
            .as(bound + ", " + benchmark)
            .matches(bound::allows, "within the bound");
      }
    }
    assertThat(result.optedOutWritesNoCr3()).isTrue();
    assertThat(result.mixedPairsCostNoMore()).isTrue();
  }
}
