package io.ptictl.conformance;

import io.ptictl.spec.Event;
import io.ptictl.spec.Specification;
import io.ptictl.spec.Step;
import io.ptictl.spec.World;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers with the specification. Immutable.
 *
 * @param start the world in which every sequence begins
 * @param entries does the kernel record the CR3 of entries?
 */
record Judge(World start, boolean entries) {
  /**
   * Of sequences that begin in the world as it was booted: only one that may be opted out records.
   */
  static Judge ofBoot(World start) {
    return new Judge(start, start.machine().inUse() && start.machine().switchedOn());
  }

  /** The first difference, or null. */
  @Nullable Difference judge(Sequence sequence, Answer answer) {
    World world = start;
    for (int i = 0; i < sequence.events().size(); i++) {
      Event event = sequence.events().get(i);
      Step step = Specification.step(world, event);
      if (i >= answer.sights().size()) {
        return new Difference(sequence.first(i + 1), silence(answer.end()), 1, false);
      }
      Sight must = Sight.after(step, entries);
      Sight is = answer.sights().get(i);
      if (!must.equals(is)) {
        return new Difference(sequence.first(i + 1), must.unlike(is), 1, false);
      }
      world = step.world();
    }
    return null;
  }

  /** Can all events happen, as far as the specification knows? */
  boolean possible(Sequence sequence) {
    World world = start;
    for (Event event : sequence.events()) {
      if (Specification.hindrance(world, event) != null) {
        return false;
      }
      world = Specification.step(world, event).world();
    }
    return true;
  }

  private static String silence(String end) {
    return switch (end) {
      case "silent" -> "a task did not answer any more";
      case "" -> "the actor's answer ended here";
      default -> "the actor could not go on: " + end;
    };
  }
}
