package io.ptictl.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers as rows of JSON. */
final class ServerJson {
  private ServerJson() {}

  /** One of each server and leg. */
  static List<Map<String, Object>> rows(ServerResult result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Server server : result.servers()) {
      for (CountedLeg leg : BenchResult.LEGS) {
        ServerFigures figures = result.figures(leg, server);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("server", server.words());
        members.put("leg", leg.words());
        members.put("cpu_us_per_request", figures.cpuMicros().values());
        members.put("requests_per_second", figures.perSecond().values());
        members.put("cr3_writes_per_request", figures.cr3Writes());
        rows.add(members);
      }
    }
    return rows;
  }
}
