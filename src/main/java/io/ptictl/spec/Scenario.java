package io.ptictl.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events in words, and what each leads to. Events are separated by commas or line ends, {@code #}
 * begins a comment. {@code 2: exec plain} is by process 2; without a number an event is by the one
 * that acted last, or by the child that it made.
 */
public final class Scenario {
  /**
   * What one event led to.
   *
   * @param phrase the event in words
   */
  public record Line(Event event, String phrase, Step step) {}

  private World world;
  private int current = 1;

  private Scenario(World start) {
    this.world = start;
  }

  /**
   * Lets everything happen in this order; an event that is refused stops nothing.
   *
   * @throws ScriptException a word has no meaning, or an event cannot happen
   */
  public static List<Line> run(World start, String script) throws ScriptException {
    Scenario scenario = new Scenario(start);
    List<Line> lines = new ArrayList<>();
    for (String text : events(script)) {
      lines.add(scenario.next(lines.size() + 1, text));
    }
    return lines;
  }

  private static List<String> events(String script) throws ScriptException {
    List<String> events = new ArrayList<>();
    for (String line : script.split("\n", -1)) {
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) {
        events.addAll(Arrays.asList(text.replaceFirst(",\\s*$", "").split(",", -1)));
      }
    }
    if (events.isEmpty()) {
      throw new ScriptException("no event given");
    }
    return events;
  }

  private Line next(int number, String text) throws ScriptException {
    String where = "event " + number;
    int colon = text.indexOf(':');
    int by = current;
    if (colon >= 0) {
      String who = text.substring(0, colon).strip();
      by = Words.number(who);
      if (by == 0) {
        throw new ScriptException(
            where + ": '" + who + "' before the colon is not the number of a process");
      }
    }
    List<String> words = List.of(text.substring(colon + 1).strip().split("\\s+"));
    Action action = Verb.read(new Words(where, words.getFirst().isEmpty() ? List.of() : words));
    Event event = new Event(by, action);
    String hindrance = Specification.hindrance(world, event);
    if (hindrance != null) {
      throw new ScriptException(where + ", '" + Phrases.of(event) + "': " + hindrance);
    }
    Step step = Specification.step(world, event);
    current = after(event, step);
    world = step.world();
    return new Line(event, Phrases.of(action), step);
  }

  private int after(Event event, Step step) {
    if (!step.outcome().success()) {
      return event.by();
    }
    return switch (event.action()) {
      case Action.Bear _ -> world.next();
      case Action.Execute _ -> world.task(event.by()).process();
      case Action.Exit _ -> heir(world.task(event.by()), step.world());
      default -> event.by();
    };
  }

  /** Who speaks after a process has ended: its parent, or the oldest that is left. */
  private static int heir(Task ended, World after) {
    int parent = ended.leader() ? ended.parent() : ended.process();
    if (after.find(parent) != null) {
      return parent;
    }
    return after.tasks().isEmpty() ? 1 : after.tasks().getFirst().id();
  }
}
