package io.ptictl.bench;

import java.util.Map;
import java.util.Objects;

/**
 * What the lab measured in one guest to hold the estimate's model against. Immutable.
 *
 * @param walk nanoseconds to look up a page that the TLB has lost
 * @param wake a round of two processes that wake each other by eventfds: {@link #WAKE_ENTRIES}
 *     entries, of which {@link #WAKE_SWITCHES} switch. No benchmark of the others'
 * @param rows complete
 * @param clocksGood had the guest good clocks?
 */
public record ModelFigures(
    double walk, ModelRow wake, Map<Benchmark, ModelRow> rows, boolean clocksGood) {
  static final int WAKE_ENTRIES = 4;
  static final int WAKE_SWITCHES = 2;

  public ModelFigures {
    rows = Map.copyOf(rows);
  }

  /** Of one benchmark. */
  public ModelRow row(Benchmark benchmark) {
    return Objects.requireNonNull(rows.get(benchmark), benchmark.words());
  }

  /**
   * What an entry and exit cost, but for what is looked up again: of the null system call, the one
   * benchmark that is not predicted.
   */
  public double entry() {
    ModelRow call = row(Benchmark.GETPPID);
    return call.cost() - call.refills();
  }

  /** The same of one that switches to another process, which empties the TLB for both anyway. */
  public double switchingEntry() {
    double others = (WAKE_ENTRIES - WAKE_SWITCHES) * entry();
    return (wake.cost() - wake.refills() - others) / WAKE_SWITCHES;
  }
}
