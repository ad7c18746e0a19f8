package io.ptictl.estimate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What processes did while they were counted. Immutable.
 *
 * @param command for a person to read
 * @param processes how many at the start
 * @param threads how many at the start; what they started meanwhile was counted, too
 * @param seconds how long it was counted
 * @param userSeconds CPU time in user code
 * @param systemSeconds CPU time in the kernel
 * @param residentPages of 4 KiB, at most
 * @param counts nothing of what could not be counted
 * @param leastCalls system calls that there were at least, where they could not be counted
 * @param missing what could not be counted, and the way out
 */
public record Workload(
    String command,
    int processes,
    int threads,
    double seconds,
    double userSeconds,
    double systemSeconds,
    long residentPages,
    Map<Counted, Long> counts,
    long leastCalls,
    List<String> missing) {

  public Workload {
    counts = Map.copyOf(counts);
    missing = List.copyOf(missing);
  }

  /** CPU time. */
  public double cpuSeconds() {
    Long counted = counts.get(Counted.CPU_TIME);
    return counted == null ? userSeconds + systemSeconds : counted / 1e9;
  }

  /** The kernel's part of the CPU time. */
  public double systemShare() {
    double both = userSeconds + systemSeconds;
    return both == 0 ? 0 : systemSeconds / both;
  }

  /** Of those that were counted; null if these were not. */
  public @Nullable Double perSecond(Counted what) {
    Long counted = counts.get(what);
    return counted == null ? null : counted / seconds;
  }

  /**
   * Interrupts that found user code running: as many of all as user code had of the CPU time. Null
   * if interrupts were not counted.
   */
  @Nullable Double userInterruptsPerSecond() {
    Double all = perSecond(Counted.INTERRUPTS);
    return all == null ? null : all * (1 - systemShare());
  }
}
