package io.ptictl.conformance;

import io.ptictl.spec.Action;
import io.ptictl.spec.Alphabet;
import io.ptictl.spec.Event;
import io.ptictl.spec.Slice;
import io.ptictl.spec.Specification;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every event right after every other one, by the same task and by another: walks that always take
 * an event that has not yet followed the one before. What many walks do not find cannot happen, and
 * is counted with the reason.
 */
final class EventPairs {
  static final String NAME = "event pairs";

  private static final int TASKS = 3;
  private static final int LENGTH = 30;

  /** Walks in a row that find nothing new, after which there is nothing. */
  private static final int PATIENCE = 1500;

  private record Pair(String first, String second, boolean byTheSame) {
    static Pair of(Event first, Event second) {
      return new Pair(Kind.of(first), Kind.of(second), first.by() == second.by());
    }
  }

  /** What came of an event, by whom. */
  private record After(World world, int by) {}

  private final World start;
  private final Random random;
  private final Alphabet everything = Slice.everything(TASKS);
  private final Set<Pair> done = new HashSet<>();
  private final Map<String, Action> kinds = new TreeMap<>();
  private final Map<String, After> afters = new HashMap<>();
  private final List<Sequence> sequences = new ArrayList<>();

  private EventPairs(World start, long seed) {
    this.start = start;
    this.random = new Random(seed);
  }

  static Part part(World start, long seed) {
    EventPairs pairs = new EventPairs(start, seed);
    for (int vain = 0; vain < PATIENCE; vain++) {
      Sequence walk = pairs.walk();
      if (walk.covers() > 0) {
        pairs.sequences.add(walk);
        vain = -1;
      }
    }
    return new Part(NAME, 0, pairs.done.size(), pairs.sequences, pairs.impossible());
  }

  /** Ends after the last pair that was new. */
  private Sequence walk() {
    List<Event> events = new ArrayList<>();
    World world = start;
    Event last = null;
    int covers = 0;
    int length = 0;
    while (events.size() < LENGTH) {
      Event next = pick(world, last);
      events.add(next);
      if (last != null && done.add(Pair.of(last, next))) {
        covers++;
        length = events.size();
      }
      world = Specification.step(world, next).world();
      kinds.put(Kind.of(next), next.action());
      afters.put(Kind.of(next), new After(world, next.by()));
      last = next;
    }
    return new Sequence(NAME, events.subList(0, length), covers);
  }

  private Event pick(World world, @Nullable Event last) {
    List<Event> possible = new ArrayList<>(everything.events(world));
    Collections.shuffle(possible, random);
    return possible.stream()
        .filter(event -> last != null && !done.contains(Pair.of(last, event)))
        .findFirst()
        .orElse(possible.getFirst());
  }

  private List<String> impossible() {
    Map<String, List<Pair>> missing = new TreeMap<>();
    for (String first : kinds.keySet()) {
      for (String second : kinds.keySet()) {
        for (boolean same : new boolean[] {true, false}) {
          Pair pair = new Pair(first, second, same);
          if (!done.contains(pair)) {
            missing.computeIfAbsent(reason(pair), _ -> new ArrayList<>()).add(pair);
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    missing.forEach((reason, pairs) -> lines.add(line(pairs, reason)));
    return lines;
  }

  private static String line(List<Pair> pairs, String reason) {
    Pair example = pairs.getFirst();
    return "%d pairs of events, such as \"%s\", then \"%s\" by %s: %s"
        .formatted(
            pairs.size(),
            example.first,
            example.second,
            example.byTheSame ? "the same task" : "another",
            reason);
  }

  private String reason(Pair pair) {
    After after = afters.get(pair.first);
    Action action = kinds.get(pair.second);
    String reason =
        after == null || action == null || !pair.byTheSame
            ? null
            : Specification.hindrance(after.world, new Event(after.by, action));
    return reason == null ? "not found" : reason.replaceAll("\\d+", "it");
  }
}
