package io.ptictl.conformance;

import io.ptictl.spec.Abstraction;
import io.ptictl.spec.Alphabet;
import io.ptictl.spec.Event;
import io.ptictl.spec.Exploration;
import io.ptictl.spec.Exploration.Place;
import io.ptictl.spec.Step;
import io.ptictl.spec.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;

/**
 * Few sequences in which every pair of a reachable world (one for each sort, see {@link
 * Abstraction}) and an event happens, the world being reached by a shortest path.
 *
 * <p>An event that changes nothing leaves the world for the next one; so all of those of a world
 * are fired in a row by a sequence that comes through it. Then one event that changes something
 * ends the sequence, or leads on to a world further away.
 */
final class Cover {
  /** Longer sequences are hard to read, and say little more. */
  private static final int MAX_LENGTH = 40;

  private static final int MAX_WORLDS = 50_000;

  /** Which pairs are to be covered. */
  @FunctionalInterface
  interface Choice {
    /** All of them. */
    Choice ALL = (from, event, step) -> true;

    boolean takes(World from, Event event, Step step);
  }

  private static final class Todo {
    final Deque<Event> loops = new ArrayDeque<>();
    final Deque<Event> moves = new ArrayDeque<>();

    boolean isEmpty() {
      return loops.isEmpty() && moves.isEmpty();
    }
  }

  private final String name;
  private final IdentityHashMap<Place, Todo> todos = new IdentityHashMap<>();
  private final List<Sequence> sequences = new ArrayList<>();

  private Cover(String name) {
    this.name = name;
  }

  static Part of(String name, World start, Alphabet alphabet, Choice choice) {
    Cover cover = new Cover(name);
    int[] targets = {0};
    List<Place> places =
        Exploration.explore(
            start,
            alphabet,
            Abstraction::of,
            MAX_WORLDS,
            (from, event, step) -> {
              if (choice.takes(from.world(), event, step)) {
                targets[0]++;
                cover.add(from, event, step);
              }
            });
    // From the furthest on: what leads there is covered on the way.
    for (Place place : places.reversed()) {
      Todo todo = cover.todos.get(place);
      while (todo != null && !todo.isEmpty()) {
        cover.sequences.add(cover.sequence(place, todo));
      }
    }
    return new Part(name, places.size(), targets[0], cover.sequences, List.of());
  }

  private void add(Place from, Event event, Step step) {
    Todo todo = todos.computeIfAbsent(from, _ -> new Todo());
    (step.world().equals(from.world()) ? todo.loops : todo.moves).add(event);
  }

  private Sequence sequence(Place place, Todo todo) {
    List<Event> events = new ArrayList<>();
    int covers = 0;
    Deque<Place> way = way(place);
    for (Iterator<Place> steps = way.iterator(); steps.hasNext(); ) {
      Place at = steps.next();
      Event event = at.event();
      Place before = at.before();
      if (event != null && before != null) {
        events.add(event);
        Todo passed = todos.get(before);
        covers += passed != null && passed.moves.remove(event) ? 1 : 0;
      }
      covers += loops(at, events, MAX_LENGTH - way.size());
    }
    Event last = todo.moves.poll();
    if (last != null) {
      events.add(last);
      covers++;
    }
    return new Sequence(name, events, covers);
  }

  private int loops(Place at, List<Event> events, int max) {
    Todo todo = todos.get(at);
    int added = 0;
    while (todo != null && !todo.loops.isEmpty() && events.size() < max) {
      events.add(todo.loops.remove());
      added++;
    }
    return added;
  }

  private static Deque<Place> way(Place to) {
    Deque<Place> way = new ArrayDeque<>();
    for (Place place = to; place != null; place = place.before()) {
      way.addFirst(place);
    }
    return way;
  }
}
