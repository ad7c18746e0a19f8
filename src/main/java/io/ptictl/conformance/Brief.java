package io.ptictl.conformance;

import io.ptictl.spec.Event;
import io.ptictl.spec.Observation;
import io.ptictl.spec.Slice;
import io.ptictl.spec.Step;
import io.ptictl.spec.Task;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One of each sort of what can happen: the same event of the same slice, ended in the same way by
 * the same rules, by a task of the same state, to one of the same state. A small part of all pairs,
 * for where time is short; each rule of the specification that can decide there decides something.
 */
final class Brief {
  private final Set<String> seen = new HashSet<>();

  private Brief() {}

  static List<Part> parts(World start) {
    List<Part> parts = new ArrayList<>();
    Brief brief = new Brief();
    for (Slice slice : Slice.values()) {
      parts.add(
          Cover.of(
              Parts.name(slice),
              start,
              slice.alphabet(),
              (from, event, step) -> brief.seen.add(slice + sort(from, event, step))));
    }
    return parts;
  }

  private static String sort(World from, Event event, Step step) {
    World to = step.world();
    return String.join(
        " ",
        Kind.of(event),
        step.outcome().toString(),
        step.why().toString(),
        state(from, event.by()),
        state(to, event.by()),
        state(from, Without.about(event.action())),
        state(to, Without.about(event.action())));
  }

  private static String state(World world, int number) {
    Task task = world.find(number);
    return task == null ? "-" : Observation.of(world, task).state().word();
  }
}
