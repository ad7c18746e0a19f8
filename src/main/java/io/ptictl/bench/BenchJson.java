package io.ptictl.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The benchmarks as members of a JSON object. */
public final class BenchJson {
  private BenchJson() {}

  /** In the order in which they are to stand. */
  public static Map<String, Object> members(BenchResult result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Benchmark benchmark : Benchmark.values()) {
      for (CountedLeg leg : BenchResult.LEGS) {
        rows.add(row(benchmark, leg, result.figures(leg, benchmark)));
      }
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("bench", rows);
    members.put("servers", ServerJson.rows(result.servers()));
    members.put("bounds", BenchBound.ALL.stream().map(bound -> bound(result, bound)).toList());
    members.put("opted_out_writes_no_cr3", result.optedOutWritesNoCr3());
    members.put("mixed_pairs_cost_no_more", result.mixedPairsCostNoMore());
    members.put("clocks_good", result.clocksGood());
    members.put("processor", result.processor());
    return members;
  }

  private static Map<String, Object> row(
      Benchmark benchmark, CountedLeg leg, BenchFigures figures) {
    Measured counted = figures.counted();
    Watched watched = figures.watched();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("benchmark", benchmark.words());
    members.put("leg", leg.words());
    members.put("trips", counted.trips());
    members.put("instructions", counted.ticks());
    members.put("median", counted.median());
    members.put("exact", counted.exact());
    members.put("seen", counted.seen());
    members.put("switches", counted.switches());
    members.put("cr3_writes", watched.cr3Writes());
    members.put("user_cr3_writes", watched.userCr3Writes());
    members.put("tlb_flushes", watched.tlbFlushes());
    members.put("nanoseconds", figures.nanoseconds().values());
    return members;
  }

  private static Map<String, Object> bound(BenchResult result, BenchBound bound) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("leg", bound.leg().words());
    members.put("against_mean_of", bound.against().stream().map(CountedLeg::words).toList());
    members.put("most_per_trip", bound.most());
    Map<String, Object> perTrip = new LinkedHashMap<>();
    for (Benchmark benchmark : Benchmark.values()) {
      if (bound.benchmarks().contains(benchmark)) {
        perTrip.put(benchmark.words(), result.perTrip(bound, benchmark));
      }
    }
    members.put("per_trip", perTrip);
    members.put("holds", result.holds(bound));
    return members;
  }
}
