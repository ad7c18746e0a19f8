package io.ptictl.conformance;

import io.ptictl.spec.Action;
import io.ptictl.spec.Alphabet;
import io.ptictl.spec.Event;
import io.ptictl.spec.Slice;
import io.ptictl.spec.Specification;
import io.ptictl.spec.Step;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences of all events, drawn by a seed. Not thread-safe. */
final class RandomWalk {
  static final String NAME = "random";

  private static final int TASKS = 3;
  private static final int MIN_LENGTH = 6;
  private static final int MAX_LENGTH = 24;
  private static final int TRIES = 4;

  private final World start;
  private final Random random;
  private final Alphabet everything = Slice.everything(TASKS);

  RandomWalk(World start, long seed) {
    this.start = start;
    this.random = new Random(seed);
  }

  Sequence next() {
    int length = random.nextInt(MIN_LENGTH, MAX_LENGTH + 1);
    List<Event> events = new ArrayList<>();
    World world = start;
    while (events.size() < length) {
      Event event = pick(world);
      events.add(event);
      world = Specification.step(world, event).world();
    }
    return new Sequence(NAME, events, 0);
  }

  /** Rather one that succeeds, and rather none that ends a task: else little happens. */
  private Event pick(World world) {
    List<Event> possible = everything.events(world);
    Event event = draw(possible);
    for (int i = 0; i < TRIES && isDull(world, event); i++) {
      event = draw(possible);
    }
    return event;
  }

  private static boolean isDull(World world, Event event) {
    Step step = Specification.step(world, event);
    return !step.outcome().success() || event.action() instanceof Action.Exit;
  }

  private Event draw(List<Event> possible) {
    return possible.get(random.nextInt(possible.size()));
  }
}
