package io.ptictl.estimate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An estimate as members of a JSON object. Shares are parts of 1. */
public final class EstimateJson {
  private EstimateJson() {}

  /** In the order in which they are to stand. */
  public static Map<String, @Nullable Object> members(Estimate estimate) {
    Workload workload = estimate.workload();
    Processor processor = estimate.processor();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("estimate", estimate.causes().stream().map(EstimateJson::cause).toList());
    members.put("share", span(estimate.share()));
    members.put("cpus", span(estimate.cpus()));
    members.put("bound", estimate.bound());
    members.put("isolated_now", estimate.isolatedNow());
    members.put("verdict", estimate.verdict());
    members.put("command", workload.command());
    members.put("processes", workload.processes());
    members.put("threads", workload.threads());
    members.put("seconds", workload.seconds());
    members.put("cpu_seconds", workload.cpuSeconds());
    members.put("system_share", workload.systemShare());
    members.put("counts", counts(workload));
    members.put("processor", processor.title());
    members.put("parameters", parameters(processor));
    members.put("not_modelled", estimate.notModelled());
    members.put("not_counted", workload.missing());
    return members;
  }

  private static Map<String, @Nullable Object> cause(Cause cause) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("cause", cause.words());
    members.put("per_second", cause.perSecond());
    members.put("share", span(cause.share()));
    members.put("remark", cause.remark());
    return members;
  }

  private static Map<String, @Nullable Object> counts(Workload workload) {
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    for (Counted what : Counted.values()) {
      counts.put(what.words(), workload.counts().get(what));
    }
    return counts;
  }

  private static List<Map<String, Object>> parameters(Processor processor) {
    return List.of(
        parameter("cycles per entry", span(processor.cyclesPerEntry()), processor.cyclesSource()),
        parameter("pcid", processor.pcid(), processor.pcidSource()),
        parameter("hertz", processor.hertz(), processor.hertzSource()));
  }

  private static Map<String, Object> parameter(String name, Object value, String source) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", name);
    members.put("value", value);
    members.put("source", source);
    return members;
  }

  private static Map<String, Object> span(Span span) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("low", span.low());
    members.put("middle", span.middle());
    members.put("high", span.high());
    return members;
  }
}
