package io.ptictl.conformance;

import io.ptictl.spec.Action;
import io.ptictl.spec.Event;
import io.ptictl.spec.Specification;
import io.ptictl.spec.Step;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.List;

/** A sequence without one of its events, and what only that one made possible. */
final class Without {
  private Without() {}

  /**
   * If the event made a task, what that task did is left out as well, what was done to it too, and
   * all that came later have a number less.
   */
  static List<Event> event(World start, List<Event> events, int index) {
    int born = born(start, events, index);
    List<Event> rest = new ArrayList<>(events.subList(0, index));
    for (Event event : events.subList(index + 1, events.size())) {
      if (born == 0) {
        rest.add(event);
      } else if (event.by() != born && about(event.action()) != born) {
        rest.add(new Event(less(event.by(), born), less(event.action(), born)));
      }
    }
    return rest;
  }

  /** The number of the task that the event makes, or 0. */
  private static int born(World start, List<Event> events, int index) {
    World world = start;
    for (Event event : events.subList(0, index)) {
      world = Specification.step(world, event).world();
    }
    Step step = Specification.step(world, events.get(index));
    return step.world().next() > world.next() ? world.next() : 0;
  }

  private static int less(int number, int born) {
    return number > born ? number - 1 : number;
  }

  /** The number of the other task that it is about, or 0. */
  static int about(Action action) {
    return switch (action) {
      case Action.SetStateOf(int process, var _) -> process;
      case Action.OpenControl(int process) -> process;
      case Action.EnterNamespaceOf(int task) -> task;
      case Action.Attach(int task) -> task;
      case Action.WriteRemotely(int process) -> process;
      case Action.BeginWriting(int process) -> process;
      case Action.OpenMemory(int process) -> process;
      default -> 0;
    };
  }

  private static Action less(Action action, int born) {
    return switch (action) {
      case Action.SetStateOf(int process, var request) ->
          new Action.SetStateOf(less(process, born), request);
      case Action.OpenControl(int process) -> new Action.OpenControl(less(process, born));
      case Action.EnterNamespaceOf(int task) -> new Action.EnterNamespaceOf(less(task, born));
      case Action.Attach(int task) -> new Action.Attach(less(task, born));
      case Action.WriteRemotely(int process) -> new Action.WriteRemotely(less(process, born));
      case Action.BeginWriting(int process) -> new Action.BeginWriting(less(process, born));
      case Action.OpenMemory(int process) -> new Action.OpenMemory(less(process, born));
      default -> action;
    };
  }
}
