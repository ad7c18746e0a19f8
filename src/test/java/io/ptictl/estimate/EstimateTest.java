package io.ptictl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ptictl.report.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Map<Counted, Long> COUNTS =
      Map.of(
          Counted.CPU_TIME, 5_000_000_000L,
          Counted.SYSTEM_CALLS, 1_000_000L,
          Counted.FAULTS, 1_000L,
          Counted.INTERRUPTS, 10_000L,
          Counted.SWITCHES, 100_000L,
          Counted.FLUSHED_PAGES, 20_000L);

  private static Workload workload(Map<Counted, Long> counts) {
    return new Workload("a b", 1, 2, 10, 4, 1, 10_000, counts, 3_000, List.of());
  }

  private static Processor processor(boolean pcid) {
    Generation haswell = Generation.HASWELL;
    return new Processor(
        haswell.title(),
        haswell.cyclesPerEntry(pcid, false),
        haswell.source(),
        pcid,
        "a test",
        Model.CYCLES_PER_WALK,
        haswell.tlbEntries(),
        1e9,
        "a test");
  }

  @Test
  void eachCauseCostsItsCyclesOfTheCpuTime() {
    Estimate estimate = Estimate.of(workload(COUNTS), processor(true), true, null);

    // 5 s of CPU time at 1 GHz are 5e9 cycles.
    assertThat(estimate.causes())
        .extracting(cause -> Math.round(cause.share().middle() * 5e9))
        .containsExactly(430_000_000L, 430_000L, 3_440_000L, 0L, 7_000_000L);
    assertThat(estimate.share().high() * 5e9)
        .isCloseTo((1_000_000 + 1_000 + 8_000 + 100_000) * 480.0 + 20_000 * 350.0, within(1.0));
    assertThat(estimate.cpus().middle()).isCloseTo(estimate.share().middle() / 2, within(1e-12));
    assertThat(estimate.bound()).isCloseTo(0.75 * 0.2, within(1e-12));
    assertThat(estimate.verdict()).startsWith("yes");
  }

  @Test
  void withoutPcidTheTlbIsTheMostThatCanBeLost() {
    Estimate unknown = Estimate.of(workload(COUNTS), processor(false), true, null);
    Estimate known = Estimate.of(workload(COUNTS), processor(false), true, 64);

    Cause walks = unknown.causes().getLast();
    assertThat(walks.share().low()).isZero();
    assertThat(walks.share().high() * 5e9).isCloseTo(1_009_000 * 1024 * 20.0, within(1.0));
    assertThat(known.causes().getLast().share().low() * 5e9)
        .isCloseTo(1_009_000 * 64 * 9.0, within(1.0));
    assertThat(unknown.bound()).isNull();
  }

  @Test
  void whatWasNotCountedDecidesNothing() {
    Estimate estimate =
        Estimate.of(
            workload(Map.of(Counted.CPU_TIME, 5_000_000_000L)), processor(true), false, null);

    assertThat(estimate.verdict()).startsWith("not to be told");
    assertThat(estimate.causes().getFirst().perSecond()).isNull();
    assertThat(estimate.share().low() * 5e9).isCloseTo(3_000 * 390.0, within(1e-3));
    assertThat(estimate.share().high()).isCloseTo(0.75 * 0.2, within(1e-12));
  }

  @Test
  void whoDidNothingIsNotEstimated() {
    Workload idle = new Workload("idle", 1, 1, 10, 0, 0, 1, Map.of(), 0, List.of());
    assertThatThrownBy(() -> Estimate.of(idle, processor(true), true, null))
        .isInstanceOf(Failure.class)
        .hasMessage("idle: used no CPU time while it was counted; count it under load");
  }

  @Test
  void textNamesEveryParameterAndItsSource() {
    StringWriter text = new StringWriter();
    EstimateText.print(
        Estimate.of(workload(COUNTS), processor(true), true, null), new PrintWriter(text, true));

    assertThat(text.toString())
        .contains("isolation takes 8.8 % of its CPU time (8.0 to 10.8 %), 0.044 CPUs")
        .contains("430 cycles (390 to 480)  getppid() on E5-2658v3")
        .contains("and no more than 15.0 %")
        .contains("not modelled:\n  large working sets: up to 0.5 points");
  }

  @Test
  void aGenerationWithoutFiguresIsNamedWithThoseThatHaveSome() {
    assertThat(Generation.named("Broadwell")).isEqualTo(Generation.HASWELL);
    assertThatThrownBy(() -> Generation.named("zen"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nehalem, haswell, skylake-sp and broadwell");
  }
}
