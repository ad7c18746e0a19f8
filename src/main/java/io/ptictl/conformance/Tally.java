package io.ptictl.conformance;

import io.ptictl.conformance.ConformanceReport.PartResult;
import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been played so far. Thread-safe. */
final class Tally {
  private static final class Count {
    private int met;
    private int played;
    private long steps;
  }

  private final Plan plan;
  private final Map<String, Count> counts = new HashMap<>();
  private final Map<String, Difference> differences = new LinkedHashMap<>();
  private @Nullable String failure;
  private int played;

  Tally(Plan plan) {
    this.plan = plan;
  }

  synchronized void add(Sequence sequence, @Nullable Difference difference) {
    Count count = counts.computeIfAbsent(sequence.part(), _ -> new Count());
    count.met += sequence.covers();
    count.played++;
    count.steps += sequence.events().size();
    played++;
    if (difference != null) {
      differences.merge(difference.kind(), difference, Tally::shorter);
    }
  }

  private static Difference shorter(Difference one, Difference other) {
    int length = one.sequence().events().size();
    Difference kept = other.sequence().events().size() < length ? other : one;
    return kept.withCount(one.count() + other.count());
  }

  /** The first reason counts. */
  synchronized void fail(Failure why) {
    if (failure == null) {
      failure = String.valueOf(why.getMessage());
    }
  }

  synchronized boolean failed() {
    return failure != null;
  }

  synchronized @Nullable String failure() {
    return failure;
  }

  synchronized int played() {
    return played;
  }

  /** The shortest first. */
  synchronized List<Difference> differences() {
    return differences.values().stream()
        .sorted(Comparator.comparingInt(each -> each.sequence().events().size()))
        .toList();
  }

  synchronized List<PartResult> parts() {
    List<PartResult> parts = new ArrayList<>();
    for (Part part : plan.parts()) {
      parts.add(result(part, counts.getOrDefault(part.name(), new Count())));
    }
    Count random = counts.get(RandomWalk.NAME);
    if (random != null) {
      parts.add(
          new PartResult(
              RandomWalk.NAME, 0, 0, 0, random.played, random.played, random.steps, List.of()));
    }
    return parts;
  }

  private static PartResult result(Part part, Count count) {
    return new PartResult(
        part.name(),
        part.worlds(),
        part.targets(),
        count.met,
        part.sequences().size(),
        count.played,
        count.steps,
        part.impossible());
  }
}
