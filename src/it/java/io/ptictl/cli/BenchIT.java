package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.bench.Benchmark;
import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.Result;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The benchmarks on a machine that has the kernel, as its administrator runs them. */
class BenchIT {
  private static final String FIGURE = " +[1-9][0-9]* +[0-9]+ %";

  @Test
  void comparesWithOptingOut() throws InterruptedException {
    String printed = bench(TestKernels.patched(), 2);

    for (Benchmark benchmark : Benchmark.values()) {
      String row = "(?m)^" + Pattern.quote(benchmark.words()) + FIGURE + FIGURE + " +[0-9.]+$";
      assertThat(printed).containsPattern(row);
    }
    assertThat(printed)
        .startsWith("BENCHMARK ")
        .contains("OPTED OUT")
        .endsWith("\n\nCPU affected, page-table isolation on, opt-out available\n");
  }

  @Test
  void showsTimesOnlyWhereNobodyMayOptOut() throws InterruptedException {
    String printed = bench(TestKernels.patched().withOptout(false), 1);

    for (Benchmark benchmark : Benchmark.values()) {
      String row = "(?m)^" + Pattern.quote(benchmark.words()) + FIGURE + "$";
      assertThat(printed).containsPattern(row);
    }
    assertThat(printed).doesNotContain("OPTED OUT").contains("switched off");
  }

  private static String bench(MachineSpec spec, int repetitions) throws InterruptedException {
    try (Machine machine = Machine.boot(spec)) {
      String ptictl = Programs.home().resolve("build/ptictl").toString();
      Result result = machine.run(Command.of(ptictl, "bench", "--repeat=" + repetitions));
      assertThat(result.errorText()).isEmpty();
      assertThat(result.status()).isZero();
      return result.text();
    }
  }
}
