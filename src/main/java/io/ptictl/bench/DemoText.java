package io.ptictl.bench;

import static io.ptictl.report.Numbers.format;

import java.util.List;
import java.util.stream.Collectors;

/** The demo's result as a person reads it. */
public final class DemoText {
  private DemoText() {}

  /** The lines of the result, without line ends. */
  public static List<String> lines(DemoResult result) {
    double isolatedWrites = result.leg(Leg.ISOLATED).cr3WritesPerRequest();
    return List.of(
        row(result, Leg.ISOLATED, ""),
        row(result, Leg.OPTED_OUT, "<- designated"),
        row(result, Leg.PTI_OFF, "(whole machine exposed)"),
        "still isolated: "
            + result.witnesses().stream().map(Witness::who).collect(Collectors.joining(", "))
            + "   refused: "
            + result.refused(),
        format(
            "CPU per request, isolated : opted out : pti=off = %.2f : %.2f : 1",
            result.cpuRatio(Leg.ISOLATED, Leg.PTI_OFF),
            result.cpuRatio(Leg.OPTED_OUT, Leg.PTI_OFF)),
        result.clocksGood()
            ? "emulated times are ratios only; counts carry over"
            : "the host was too busy for the guests' clocks: no times to trust, run it again",
        format(
            "on a Haswell %s CR3 writes are about %.1f us per request (%s)",
            count(isolatedWrites), Haswell.microseconds(isolatedWrites), Haswell.SOURCE),
        "try: ./ptictl lab run -- YOUR-COMMAND");
  }

  private static String row(DemoResult result, Leg leg, String remark) {
    LegResult figures = result.leg(leg);
    Long cr3 = figures.entryCr3();
    return format(
            "haproxy   %-9s %7.0f req/s %7.3f ms CPU/req   %-17s  %5s CR3 writes/req  %s",
            leg.words(),
            figures.requestsPerSecond(),
            figures.cpuMillisPerRequest(),
            cr3 == null ? "" : format("entry CR3 ...%04x", cr3 & 0x1fff),
            count(figures.cr3WritesPerRequest()),
            remark)
        .stripTrailing();
  }

  /** Whole numbers where they are large, and never a 0 for what is not 0. */
  private static String count(double writes) {
    if (writes == 0 || writes >= 10) {
      return format("%.0f", writes);
    }
    return writes < 0.01 ? "<0.01" : format("%.2f", writes);
  }
}
