package io.ptictl.cli;

import io.ptictl.bench.ModelFigures;
import io.ptictl.estimate.Counted;
import io.ptictl.estimate.Estimate;
import io.ptictl.estimate.Processor;
import io.ptictl.estimate.Span;
import io.ptictl.estimate.Workload;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What something does each time it is done, in a guest, for the estimate that users get. Immutable.
 *
 * @param words what it is
 * @param nanoseconds of CPU time
 * @param systemShare the kernel's part of these
 * @param counts what was counted
 * @param entries into the kernel
 * @param switches of these entries, those that switch to another process
 * @param pages that each of them looks up again in an empty TLB
 */
record GuestEstimate(
    String words,
    double nanoseconds,
    double systemShare,
    Map<Counted, Double> counts,
    double entries,
    double switches,
    int pages) {
  /** As if it had run that often, so that averages become counts. */
  private static final long ROUNDS = 1_000_000;

  GuestEstimate {
    counts = Map.copyOf(counts);
  }

  /**
   * What isolation costs it, in nanoseconds: without PCID as the guest is, with the guest's own
   * figures.
   */
  double cost(ModelFigures figures) {
    double seconds = ROUNDS * nanoseconds / 1e9;
    Map<Counted, Long> all = new EnumMap<>(Counted.class);
    counts.forEach((what, count) -> all.put(what, Math.round(ROUNDS * count)));
    all.put(Counted.CPU_TIME, Math.round(ROUNDS * nanoseconds));
    Workload workload =
        new Workload(
            words,
            1,
            1,
            seconds,
            seconds * (1 - systemShare),
            seconds * systemShare,
            0,
            all,
            0,
            List.of());
    double perEntry =
        ((entries - switches) * figures.entry() + switches * figures.switchingEntry()) / entries;
    Processor guest =
        new Processor(
            "the guest",
            Span.exactly(Math.max(perEntry, 0)),
            "its null system call, and its eventfds for those that switch",
            false,
            "the emulator has none",
            Span.exactly(Math.max(figures.walk(), 0)),
            Integer.MAX_VALUE,
            1e9,
            "nanoseconds");
    return Estimate.of(workload, guest, true, pages).share().middle() * seconds / ROUNDS * 1e9;
  }
}
