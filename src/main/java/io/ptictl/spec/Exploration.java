package io.ptictl.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every world that can be reached, breadth first: one for each key, on a shortest path. With {@link
 * Canonical#of} as the key these are all that there are; with {@link Abstraction#of} one of each
 * sort.
 */
public final class Exploration {
  /**
   * A world and how it was reached.
   *
   * @param before null for the one at the start
   * @param event what led here from there
   */
  public record Place(World world, @Nullable Place before, @Nullable Event event) {
    /** The events from the start to here. */
    public List<Event> path() {
      List<Event> path = new ArrayList<>();
      for (Place place = this; place.before != null; place = place.before) {
        if (place.event != null) {
          path.add(place.event);
        }
      }
      Collections.reverse(path);
      return path;
    }
  }

  /** Told of every step that is possible from a place. */
  @FunctionalInterface
  public interface Visitor {
    void step(Place from, Event event, Step step);
  }

  private Exploration() {}

  /**
   * Explores.
   *
   * @param limit at how many places to give up
   * @return all places, in the order in which they were found
   * @throws IllegalStateException if there are more than the limit
   */
  public static List<Place> explore(
      World start, Alphabet alphabet, Function<World, ?> key, int limit, Visitor visitor) {
    Set<Object> known = new HashSet<>(List.of(key.apply(start)));
    List<Place> all = new ArrayList<>(List.of(new Place(start, null, null)));
    Deque<Place> next = new ArrayDeque<>(all);
    for (Place place = next.poll(); place != null; place = next.poll()) {
      for (Event event : alphabet.events(place.world)) {
        Step step = Specification.step(place.world, event);
        visitor.step(place, event, step);
        if (step.outcome().success() && known.add(key.apply(step.world()))) {
          Place found = new Place(step.world(), place, event);
          all.add(found);
          next.add(found);
        }
      }
      if (all.size() > limit) {
        throw new IllegalStateException("more than " + limit + " worlds");
      }
    }
    return all;
  }
}
