package io.ptictl.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The medians of one leg.
 *
 * @param requestsPerSecond at full speed
 * @param cpuMillisPerRequest CPU time of haproxy per request at the fixed rate
 * @param entryCr3 the CR3 value with which haproxy's worker last entered the kernel from user mode;
 *     null where the kernel records none (pti=off)
 * @param cr3WritesPerRequest loads of haproxy's page tables, counted at the fixed rate
 * @param rounds what the medians are of
 */
public record LegResult(
    Leg leg,
    double requestsPerSecond,
    double cpuMillisPerRequest,
    @Nullable Long entryCr3,
    double cr3WritesPerRequest,
    List<Round> rounds) {

  /**
   * One round.
   *
   * @param fixedCpuMillisPerRequest at the fixed rate
   * @param fullRequestsPerSecond at full speed
   */
  public record Round(double fixedCpuMillisPerRequest, double fullRequestsPerSecond) {}

  static LegResult of(
      Leg leg, List<Round> rounds, @Nullable Long entryCr3, double cr3WritesPerRequest) {
    return new LegResult(
        leg,
        Median.of(rounds, Round::fullRequestsPerSecond),
        Median.of(rounds, Round::fixedCpuMillisPerRequest),
        entryCr3,
        cr3WritesPerRequest,
        List.copyOf(rounds));
  }
}
