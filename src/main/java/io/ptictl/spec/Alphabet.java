package io.ptictl.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The events of an exploration.
 *
 * @param actions what every task may do
 * @param towards what every task may do to every other process or thread, given its number
 * @param tasks how many there may be at most
 */
public record Alphabet(List<Action> actions, List<IntFunction<Action>> towards, int tasks) {

  /**
   * @param script events in the words of {@link Verb}, separated by commas; those towards another
   *     have {@code 1} in place of its number
   */
  public static Alphabet of(int tasks, String script) throws ScriptException {
    List<Action> actions = new ArrayList<>();
    List<IntFunction<Action>> towards = new ArrayList<>();
    for (String event : script.strip().split("\\s*,\\s*")) {
      Action action = Verb.read(new Words(event, List.of(event.split("\\s+"))));
      switch (action) {
        case Action.SetStateOf(int _, var request) ->
            towards.add(id -> new Action.SetStateOf(id, request));
        case Action.OpenControl _ -> towards.add(Action.OpenControl::new);
        case Action.OpenMemory _ -> towards.add(Action.OpenMemory::new);
        case Action.Attach _ -> towards.add(Action.Attach::new);
        case Action.WriteRemotely _ -> towards.add(Action.WriteRemotely::new);
        case Action.BeginWriting _ -> towards.add(Action.BeginWriting::new);
        case Action.EnterNamespaceOf _ -> towards.add(Action.EnterNamespaceOf::new);
        default -> actions.add(action);
      }
    }
    return new Alphabet(actions.stream().distinct().toList(), List.copyOf(towards), tasks);
  }

  /** All that can happen in this world, the last process not ending. */
  public List<Event> events(World world) {
    List<Event> events = new ArrayList<>();
    for (Task task : world.tasks()) {
      actions.forEach(action -> events.add(new Event(task.id(), action)));
      for (Task other : world.tasks()) {
        if (other.id() != task.id()) {
          towards.forEach(action -> events.add(new Event(task.id(), action.apply(other.id()))));
        }
      }
    }
    events.removeIf(event -> !possible(world, event));
    return events;
  }

  private boolean possible(World world, Event event) {
    boolean tooMany = event.action() instanceof Action.Bear && world.tasks().size() >= tasks;
    boolean last =
        event.action() instanceof Action.Exit
            && world.tasks().stream()
                .allMatch(each -> each.process() == world.task(event.by()).process());
    return !tooMany && !last && Specification.hindrance(world, event) == null;
  }
}
