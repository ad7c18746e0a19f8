package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.spec.Isolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTextTest {
  private static LegResult leg(Leg leg, double rate, double cpu, Long cr3, double writes) {
    return LegResult.of(leg, List.of(new LegResult.Round(cpu, rate)), cr3, writes);
  }

  private static DemoResult result(Isolation bystander) {
    return result(bystander, true);
  }

  private static DemoResult result(Isolation bystander, boolean clocksGood) {
    return new DemoResult(
        List.of(
            leg(Leg.ISOLATED, 4000, 0.6, 0x25eb000L, 38),
            leg(Leg.OPTED_OUT, 12000, 0.2, 0x25ee000L, 0),
            leg(Leg.PTI_OFF, 12500.4, 0.2, null, 0.004)),
        2000,
        List.of(new Witness("bystander", bystander)),
        "user nobody",
        "ptictl: no",
        clocksGood);
  }

  @Test
  void showsEachLegAndWhatStayedIsolated() {
    assertThat(DemoText.lines(result(Isolation.ON)))
        .startsWith(
            "haproxy   isolated     4000 req/s   0.600 ms CPU/req   entry CR3 ...1000     38 CR3"
                + " writes/req",
            "haproxy   opted out   12000 req/s   0.200 ms CPU/req   entry CR3 ...0000      0 CR3"
                + " writes/req  <- designated",
            "haproxy   pti=off     12500 req/s   0.200 ms CPU/req                      <0.01 CR3"
                + " writes/req  (whole machine exposed)",
            "still isolated: bystander   refused: user nobody")
        .contains("CPU per request, isolated : opted out : pti=off = 3.00 : 1.00 : 1")
        .contains(
            "emulated times are ratios only; counts carry over",
            "on a Haswell 38 CR3 writes are about 3.2 us per request (getppid 550 against 115"
                + " cycles, i5-4250U at 2.6 GHz, T-Systems 2018)");
  }

  @Test
  void doesNotPassOffTimesOfABadClock() {
    assertThat(DemoText.lines(result(Isolation.ON, false)))
        .contains("the host was too busy for the guests' clocks: no times to trust, run it again");
  }

  @Test
  void oneOptedOutBystanderIsNoSuccess() {
    assertThat(result(Isolation.ON).othersIsolated()).isTrue();
    assertThat(result(Isolation.OFF).othersIsolated()).isFalse();
  }
}
