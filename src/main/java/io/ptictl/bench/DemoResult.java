package io.ptictl.bench;

import io.ptictl.spec.Isolation;
import java.util.List;

/**
 * What the demo found.
 *
 * @param legs one for each {@link Leg}
 * @param rate requests per second at the fixed rate
 * @param witnesses what had to stay isolated
 * @param refused who was refused the opt-out
 * @param refusal what the launcher told them
 * @param clocksGood could the guests measure times? See {@link io.ptictl.lab.Machine#clocksGood()}
 */
public record DemoResult(
    List<LegResult> legs,
    int rate,
    List<Witness> witnesses,
    String refused,
    String refusal,
    boolean clocksGood) {

  /** Did everything else stay isolated? */
  public boolean othersIsolated() {
    return witnesses.stream().allMatch(witness -> witness.state() == Isolation.ON);
  }

  /** The figures of one leg. */
  public LegResult leg(Leg leg) {
    return legs.stream().filter(result -> result.leg() == leg).findFirst().orElseThrow();
  }

  /** CPU time per request of one leg as a multiple of another's: the ratio of medians. */
  public double cpuRatio(Leg leg, Leg to) {
    return leg(leg).cpuMillisPerRequest() / leg(to).cpuMillisPerRequest();
  }
}
