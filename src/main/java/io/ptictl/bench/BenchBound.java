package io.ptictl.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one leg may take more than others in some benchmarks, in instructions for each way through
 * the kernel. Immutable.
 *
 * @param leg the one that is held to it
 * @param against what it is compared with: the mean of these
 * @param most how many more
 * @param benchmarks that are held to it
 * @param words the bound without its number, for a person to read
 */
public record BenchBound(
    CountedLeg leg,
    List<CountedLeg> against,
    double most,
    Set<Benchmark> benchmarks,
    String words) {
  /** Half of the trips are an opted-out process's, and half its isolated partner's. */
  private static final EnumSet<Benchmark> MIXED = mixed();

  private static final double MOST_ISOLATED = 6;
  private static final double MOST_OPTED_OUT = 10;

  /** The project's own. Each benchmark is held to one bound of each leg. */
  public static final List<BenchBound> ALL =
      List.of(
          new BenchBound(
              CountedLeg.ISOLATED,
              List.of(CountedLeg.UNPATCHED),
              MOST_ISOLATED,
              EnumSet.allOf(Benchmark.class),
              "isolated against unpatched"),
          new BenchBound(
              CountedLeg.OPTED_OUT,
              List.of(CountedLeg.UNPATCHED_PTI_OFF),
              MOST_OPTED_OUT,
              EnumSet.complementOf(MIXED),
              "opted out against unpatched pti=off"),
          new BenchBound(
              CountedLeg.OPTED_OUT,
              List.of(CountedLeg.UNPATCHED, CountedLeg.UNPATCHED_PTI_OFF),
              (MOST_ISOLATED + MOST_OPTED_OUT) / 2,
              MIXED,
              "opted out, partner isolated, against the mean of unpatched and unpatched pti=off"));

  /**
   * In each round; there are some by the program that starts the benchmark and takes its output.
   */
  static final double STRAY_WRITES = 0.1;

  public BenchBound {
    against = List.copyOf(against);
    benchmarks = Set.copyOf(benchmarks);
  }

  /** The one that holds this leg in this benchmark. */
  static BenchBound of(CountedLeg leg, Benchmark benchmark) {
    return ALL.stream()
        .filter(bound -> bound.leg == leg && bound.benchmarks.contains(benchmark))
        .findFirst()
        .orElseThrow();
  }

  /** The legs that are held to one, in the order of the legs. */
  static List<CountedLeg> legs() {
    return ALL.stream().map(BenchBound::leg).distinct().collect(Collectors.toList());
  }

  private static EnumSet<Benchmark> mixed() {
    EnumSet<Benchmark> mixed = EnumSet.allOf(Benchmark.class);
    mixed.removeIf(benchmark -> !benchmark.partnerIsolated());
    return mixed;
  }

  boolean allows(double perTrip) {
    return perTrip <= most;
  }
}
