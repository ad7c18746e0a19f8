package io.ptictl.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * All benchmarks in all legs. Immutable.
 *
 * @param processor the emulated one
 * @param clocksGood had the machines in which times were taken good clocks?
 * @param figures complete: every {@link Benchmark} of every one of {@link #LEGS}
 * @param servers complete, or {@link ServerResult#NONE}
 */
public record BenchResult(
    String processor,
    boolean clocksGood,
    Map<CountedLeg, Map<Benchmark, BenchFigures>> figures,
    ServerResult servers) {
  /** What is compared, in the order in which it stands. */
  public static final List<CountedLeg> LEGS =
      List.of(
          CountedLeg.UNPATCHED,
          CountedLeg.ISOLATED,
          CountedLeg.OPTED_OUT,
          CountedLeg.UNPATCHED_PTI_OFF);

  public BenchResult {
    EnumMap<CountedLeg, Map<Benchmark, BenchFigures>> copy = new EnumMap<>(CountedLeg.class);
    figures.forEach((leg, ofLeg) -> copy.put(leg, Map.copyOf(ofLeg)));
    figures = Map.copyOf(copy);
  }

  /** The same with servers. */
  public BenchResult with(ServerResult more) {
    return new BenchResult(processor, clocksGood && more.clocksGood(), figures, more);
  }

  /** Of one leg and benchmark. */
  public BenchFigures figures(CountedLeg leg, Benchmark benchmark) {
    return Objects.requireNonNull(
        Objects.requireNonNull(figures.get(leg), leg.words()).get(benchmark), benchmark.words());
  }

  /** Were times taken? */
  public boolean timed() {
    return !figures(Compared.ONE, Benchmark.GETPPID).nanoseconds().isEmpty();
  }

  /** The benchmarks' times, in nanoseconds. */
  List<Compared> times() {
    return compared(BenchFigures::nanoseconds);
  }

  /** The benchmarks' instructions. */
  List<Compared> instructions() {
    return compared(figures -> new Rounds(List.of((double) figures.counted().ticks())));
  }

  private List<Compared> compared(Function<BenchFigures, Rounds> figure) {
    return Arrays.stream(Benchmark.values())
        .map(
            benchmark ->
                Compared.of(benchmark.words(), leg -> figure.apply(figures(leg, benchmark))))
        .toList();
  }

  /**
   * Instructions of one round in the leg that is held to a bound more than in what it is compared
   * with, for each way through the kernel.
   */
  public double perTrip(BenchBound bound, Benchmark benchmark) {
    Measured leg = figures(bound.leg(), benchmark).counted();
    double against =
        bound.against().stream()
            .mapToLong(other -> figures(other, benchmark).counted().ticks())
            .average()
            .orElseThrow();
    return (leg.ticks() - against) / leg.trips();
  }

  /** Can single instructions be compared, in the legs of this bound? */
  public boolean exact(BenchBound bound, Benchmark benchmark) {
    return figures(bound.leg(), benchmark).counted().exact()
        && bound.against().stream().allMatch(leg -> figures(leg, benchmark).counted().exact());
  }

  /** The benchmarks beyond a bound, of those whose instructions are exact; in their order. */
  public List<Benchmark> beyond(BenchBound bound) {
    return Arrays.stream(Benchmark.values())
        .filter(bound.benchmarks()::contains)
        .filter(benchmark -> exact(bound, benchmark))
        .filter(benchmark -> !bound.allows(perTrip(bound, benchmark)))
        .toList();
  }

  /** Is the leg held to it within it, in every benchmark whose instructions are exact? */
  public boolean holds(BenchBound bound) {
    return beyond(bound).isEmpty();
  }

  /**
   * Do opted-out processes enter and leave without a CR3 write? Those that isolation causes load
   * user page tables; a few of the lab's own are to be expected.
   */
  public boolean optedOutWritesNoCr3() {
    for (Benchmark benchmark : Benchmark.values()) {
      double writes = figures(CountedLeg.OPTED_OUT, benchmark).watched().userCr3Writes();
      if (!benchmark.partnerIsolated() && writes > BenchBound.STRAY_WRITES) {
        return false;
      }
    }
    return true;
  }

  /** Costs an opted-out process with an isolated partner no more than two isolated ones? */
  public boolean mixedPairsCostNoMore() {
    for (Benchmark mixed : List.of(Benchmark.PIPE_MIXED, Benchmark.FUTEX_MIXED)) {
      long out = figures(CountedLeg.OPTED_OUT, mixed).counted().ticks();
      long isolated = figures(CountedLeg.ISOLATED, mixed).counted().ticks();
      if (out > isolated) {
        return false;
      }
    }
    return true;
  }

  /** Is all as it must be? */
  public boolean holds() {
    return BenchBound.ALL.stream().allMatch(this::holds)
        && optedOutWritesNoCr3()
        && mixedPairsCostNoMore();
  }
}
