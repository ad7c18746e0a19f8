package io.ptictl.conformance;

import io.ptictl.spec.Isolation;
import io.ptictl.spec.Observation;
import io.ptictl.spec.Step;
import io.ptictl.spec.Task;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is seen after an event, or must be: how the call ended, and of each task the six characters
 * of guest/actor/main.c. Immutable.
 *
 * @param errno 0 for success
 * @param tasks by number
 */
public record Sight(int errno, Map<Integer, String> tasks) {
  /** What the characters of a task stand for: name, first, behind the last. */
  private enum Column {
    ARCH_PRCTL("arch_prctl", 0, 1),
    PRCTL("prctl", 1, 3),
    STATUS("status", 3, 4),
    FILE("page_table_isolation", 4, 5),
    ENTRY("bit 12 of the entry CR3", 5, 6);

    private final String title;
    private final int begin;
    private final int end;

    Column(String title, int begin, int end) {
      this.title = title;
      this.begin = begin;
      this.end = end;
    }

    String of(String task) {
      return task.length() == ENTRY.end ? task.substring(begin, end) : task;
    }

    /** In words: a state's, or the number. */
    String words(String task) {
      String text = of(task);
      if (text.startsWith("-")) {
        return "nothing";
      }
      if (this == PRCTL) {
        return text.matches("[0-9a-f]{2}") ? String.valueOf(Integer.parseInt(text, 16)) : text;
      }
      return this != ENTRY && text.matches("[0-4]")
          ? Isolation.values()[text.charAt(0) - '0'].word()
          : text;
    }
  }

  public Sight {
    tasks = Map.copyOf(tasks);
  }

  /** What must be seen after this step. */
  static Sight after(Step step, boolean entries) {
    return of(step.outcome().errno(), step.world(), entries);
  }

  /**
   * What must be seen in this world.
   *
   * @param entries does the kernel record the CR3 of entries?
   */
  static Sight of(int errno, World world, boolean entries) {
    Map<Integer, String> tasks = new TreeMap<>();
    world.tasks().forEach(task -> tasks.put(task.id(), of(world, task, entries)));
    return new Sight(errno, tasks);
  }

  private static String of(World world, Task task, boolean entries) {
    Observation seen = Observation.of(world, task);
    String file = task.leader() ? String.valueOf(seen.state().abi()) : "-";
    if (!task.running()) {
      // In the middle of a call: it tells nothing itself, and its last entry is an old one.
      return "---" + seen.state().abi() + file + "-";
    }
    return seen.archPrctl()
        + "%02x".formatted(seen.prctl())
        + seen.state().abi()
        + file
        + (!entries ? "-" : seen.entryIsolated() ? "1" : "0");
  }

  /**
   * One event's part of an answer.
   *
   * @throws IllegalArgumentException if it has not that form
   */
  static Sight read(String text) {
    String[] words = text.split(" ", -1);
    Map<Integer, String> tasks = new TreeMap<>();
    for (String word : List.of(words).subList(1, words.length)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(text);
      }
      tasks.put(Integer.parseInt(word.substring(0, equals)), word.substring(equals + 1));
    }
    return new Sight(Integer.parseInt(words[0]), tasks);
  }

  /** In what this, the one that must be, is not like the one that is seen; in words. */
  String unlike(Sight seen) {
    List<String> parts = new ArrayList<>();
    if (errno != seen.errno) {
      parts.add(outcome(seen.errno) + ", not " + outcome(errno));
    }
    TreeSet<Integer> numbers = new TreeSet<>(tasks.keySet());
    numbers.addAll(seen.tasks.keySet());
    for (int number : numbers) {
      String must = tasks.get(number);
      String is = seen.tasks.get(number);
      if (must == null || is == null) {
        parts.add("task " + number + (is == null ? " is gone" : " is there"));
      } else if (!must.equals(is)) {
        parts.add("task " + number + ": " + unlike(must, is));
      }
    }
    return String.join("; ", parts);
  }

  private static String unlike(String must, String is) {
    return List.of(Column.values()).stream()
        .filter(column -> !column.of(must).equals(column.of(is)))
        .map(column -> column.title + " " + column.words(is) + ", not " + column.words(must))
        .collect(Collectors.joining(", "));
  }

  private static String outcome(int errno) {
    return errno == 0 ? "success" : "errno " + errno;
  }
}
