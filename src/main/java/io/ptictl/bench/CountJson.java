package io.ptictl.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counted instructions as members of a JSON object. */
public final class CountJson {
  private CountJson() {}

  /** In the order in which they are to stand. */
  public static Map<String, Object> members(CountResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("counts", counts(result));
    members.put("bounds", Bound.ALL.stream().map(bound -> bound(result, bound)).toList());
    members.put("processor", result.processor());
    return members;
  }

  private static List<Map<String, Object>> counts(CountResult result) {
    List<Map<String, Object>> counts = new ArrayList<>();
    for (CountedLeg leg : CountedLeg.values()) {
      for (Entry entry : Entry.values()) {
        EntryCount count = result.count(leg, entry);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("leg", leg.words());
        members.put("entry", entry.words());
        members.put("instructions", count.instructions());
        members.put("seen", count.seen());
        members.put("rounds", count.rounds());
        counts.add(members);
      }
    }
    return counts;
  }

  private static Map<String, Object> bound(CountResult result, Bound bound) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("leg", bound.leg().words());
    members.put("against", bound.against().words());
    members.put("most", bound.most());
    Map<String, Object> differences = new LinkedHashMap<>();
    for (Entry entry : Entry.values()) {
      differences.put(entry.words(), result.difference(bound, entry));
    }
    members.put("differences", differences);
    members.put("holds", result.holds(bound));
    return members;
  }
}
