package io.ptictl.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo's result as members of a JSON object. */
public final class DemoJson {
  private DemoJson() {}

  /** In the order in which they are to stand. */
  public static Map<String, Object> members(DemoResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("demo", result.legs().stream().map(DemoJson::leg).toList());
    members.put("fixed_rate_per_second", result.rate());
    members.put("clocks_good", result.clocksGood());
    members.put("still_isolated", result.witnesses().stream().map(DemoJson::witness).toList());
    members.put("refused", List.of(Map.of("who", result.refused(), "message", result.refusal())));
    return members;
  }

  private static Map<String, @Nullable Object> leg(LegResult leg) {
    Long cr3 = leg.entryCr3();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("program", "haproxy");
    members.put("leg", leg.leg().words());
    members.put("requests_per_second", leg.requestsPerSecond());
    members.put("cpu_ms_per_request", leg.cpuMillisPerRequest());
    members.put("entry_cr3", cr3 == null ? null : String.format("0x%016x", cr3));
    members.put("cr3_writes_per_request", leg.cr3WritesPerRequest());
    members.put("rounds", leg.rounds().stream().map(DemoJson::round).toList());
    return members;
  }

  private static Map<String, Object> round(LegResult.Round round) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("requests_per_second", round.fullRequestsPerSecond());
    members.put("cpu_ms_per_request", round.fixedCpuMillisPerRequest());
    return members;
  }

  private static Map<String, Object> witness(Witness witness) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("who", witness.who());
    members.put("state", witness.state().word());
    return members;
  }
}
