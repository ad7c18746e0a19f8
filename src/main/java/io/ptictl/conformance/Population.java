package io.ptictl.conformance;

import io.ptictl.spec.Abstraction;
import io.ptictl.spec.Action;
import io.ptictl.spec.Credentials;
import io.ptictl.spec.Event;
import io.ptictl.spec.Exploration;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Slice;
import io.ptictl.spec.Specification;
import io.ptictl.spec.Step;
import io.ptictl.spec.Task;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Worlds that are there at the same time, so that each sort of task is in one of them. */
final class Population {
  private static final int MAX_WORLDS = 50_000;
  private static final World START = World.start(Machine.LAB, Credentials.ROOT);

  /**
   * A world and how it was made.
   *
   * @param events at their end those who may not fire the event have tried to
   */
  record Member(World start, List<Event> events, World world) {
    /** What somebody else who fires it makes of the world. */
    World after(Action action) {
      return Specification.elsewhere(world, action);
    }
  }

  private Population() {}

  static List<Member> of(Action action, int most) {
    List<Member> members = new ArrayList<>();
    Set<String> sorts = new HashSet<>();
    for (Slice slice : Slice.values()) {
      List<Exploration.Place> places =
          Exploration.explore(
              START, slice.alphabet(), Abstraction::of, MAX_WORLDS, (from, event, step) -> {});
      for (Exploration.Place place : places) {
        if (sorts.addAll(Arrays.asList(Abstraction.of(place.world()).split(" ")))) {
          members.add(member(place, action));
        }
      }
    }
    int step = Math.ceilDiv(members.size(), most);
    return IntStream.range(0, members.size())
        .filter(i -> i % step == 0)
        .mapToObj(members::get)
        .toList();
  }

  private static Member member(Exploration.Place place, Action action) {
    List<Event> events = new ArrayList<>(place.path());
    for (Task task : place.world().tasks()) {
      Event event = new Event(task.id(), action);
      if (Specification.hindrance(place.world(), event) == null) {
        Step step = Specification.step(place.world(), event);
        if (!step.outcome().success()) {
          events.add(event);
        }
      }
    }
    return new Member(START, events, place.world());
  }
}
