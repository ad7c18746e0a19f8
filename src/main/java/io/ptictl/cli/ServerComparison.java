package io.ptictl.cli;

import io.ptictl.bench.ModelFigures;
import io.ptictl.bench.ServerModel;
import io.ptictl.estimate.Counted;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What isolation costs one request of a server, estimated and measured; held to nothing, since how
 * many pages it looks up again is not known.
 *
 * @param program which
 * @param entries into the kernel for one request
 * @param switches of these entries, those that switch to another process
 * @param pages that each of them is taken to look up again
 * @param estimated in nanoseconds
 * @param measured in nanoseconds
 */
record ServerComparison(
    String program, double entries, double switches, int pages, double estimated, double measured) {

  /**
   * @param benchmarks whose pages, in the middle, are taken for a server's
   */
  static ServerComparison of(
      ServerModel model, ModelFigures figures, List<EstimateComparison> benchmarks) {
    Map<Counted, Double> counts = new EnumMap<>(Counted.class);
    for (Counted what : Counted.values()) {
      Double count = model.entries().perRequest().get(what.words());
      if (count != null && what != Counted.CPU_TIME) {
        counts.put(what, Math.max(0, count));
      }
    }
    double system = model.entries().systemShare();
    // Of all interrupts, as many find user code as that has of the CPU time: as the model has it.
    double entries =
        counts.getOrDefault(Counted.SYSTEM_CALLS, 0.0)
            + counts.getOrDefault(Counted.FAULTS, 0.0)
            + counts.getOrDefault(Counted.INTERRUPTS, 0.0) * (1 - system);
    double switches = Math.min(counts.getOrDefault(Counted.SWITCHES, 0.0), entries);
    int pages = middle(benchmarks);
    GuestEstimate estimate =
        new GuestEstimate(
            model.server().words(),
            1000 * model.isolatedMicros().median(),
            system,
            counts,
            entries,
            switches,
            pages);
    return new ServerComparison(
        model.server().words(), entries, switches, pages, estimate.cost(figures), model.cost());
  }

  private static int middle(List<EstimateComparison> benchmarks) {
    int[] pages =
        benchmarks.stream()
            .filter(EstimateComparison::held)
            .mapToInt(EstimateComparison::pages)
            .sorted()
            .toArray();
    return pages[pages.length / 2];
  }

  /** By what part the estimate is off. */
  double error() {
    return estimated / measured - 1;
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("program", program);
    members.put("entries", entries);
    members.put("switches", switches);
    members.put("pages_per_entry", pages);
    members.put("estimated_ns", estimated);
    members.put("measured_ns", measured);
    members.put("error", error());
    return members;
  }
}
