package io.ptictl.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One world for all that differ in nothing but the numbers of tasks, memories and namespaces: tasks
 * are numbered from 1, in an order that does not depend on the numbers they had.
 */
public final class Canonical {
  private final World world;
  private final Map<Integer, Integer> tasks = new HashMap<>();
  private final Map<Integer, Integer> memories = new HashMap<>();
  private final Map<Integer, Integer> namespaces = new HashMap<>();

  private Canonical(World world, List<Task> order) {
    this.world = world;
    tasks.put(0, 0);
    order.forEach(each -> number(tasks, each.id()));
    order.forEach(each -> number(memories, each.memory()));
    world.memories().forEach(each -> number(memories, each.id()));
    namespaces.put(0, 0);
    order.forEach(each -> number(namespaces, each.credentials().namespace().number()));
  }

  /** The one that stands for this world. */
  public static World of(World world) {
    List<Seen> seen =
        world.tasks().stream()
            .map(each -> new Seen(each, look(world, each)))
            .sorted(Comparator.comparing(Seen::look))
            .toList();
    World best = null;
    String bestText = "";
    for (List<Task> each : orders(seen)) {
      World renamed = new Canonical(world, each).renamed();
      String text = best == null ? "" : renamed.toString();
      if (best == null || text.compareTo(bestText) < 0) {
        bestText = best == null ? renamed.toString() : text;
        best = renamed;
      }
    }
    return best == null ? world : best;
  }

  /** What a task is, without any number. */
  private static String look(World world, Task task) {
    Tracer tracer = task.tracer();
    Memory memory = world.memoryOf(task);
    return memory.state().word()
        + memory.dumpable()
        + memory.namespace().initial()
        + task.leader()
        + task.noNewPrivileges()
        + task.filtered()
        + (task.parent() == 0)
        + task.activity().getClass().getSimpleName()
        + withoutNumber(task.credentials())
        + (tracer == null ? "" : withoutNumber(tracer.credentials()));
  }

  private static String withoutNumber(Credentials credentials) {
    Namespace namespace = credentials.namespace();
    int number = namespace.initial() ? 0 : 1;
    return credentials.withNamespace(new Namespace(number, namespace.owner())).toString();
  }

  private record Seen(Task task, String look) {}

  /** All orders that differ only among tasks that look the same. */
  private static List<List<Task>> orders(List<Seen> sorted) {
    List<List<Task>> orders = new ArrayList<>(List.of(List.<Task>of()));
    int begin = 0;
    while (begin < sorted.size()) {
      int end = begin + 1;
      while (end < sorted.size() && sorted.get(end).look().equals(sorted.get(begin).look())) {
        end++;
      }
      List<Task> alike = sorted.subList(begin, end).stream().map(Seen::task).toList();
      List<List<Task>> longer = new ArrayList<>();
      for (List<Task> head : orders) {
        for (List<Task> tail : permutations(alike)) {
          List<Task> whole = new ArrayList<>(head);
          whole.addAll(tail);
          longer.add(whole);
        }
      }
      orders = longer;
      begin = end;
    }
    return orders;
  }

  private static List<List<Task>> permutations(List<Task> tasks) {
    if (tasks.size() <= 1) {
      return List.of(List.copyOf(tasks));
    }
    List<List<Task>> all = new ArrayList<>();
    for (Task first : tasks) {
      List<Task> rest = new ArrayList<>(tasks);
      rest.remove(first);
      for (List<Task> each : permutations(rest)) {
        List<Task> whole = new ArrayList<>(List.of(first));
        whole.addAll(each);
        all.add(whole);
      }
    }
    return all;
  }

  private World renamed() {
    return new World(
        world.machine(),
        world.tasks().stream().map(this::renamed).toList(),
        world.memories().stream().map(this::renamed).toList(),
        world.descriptors().stream().map(this::renamed).toList(),
        world.tasks().size() + 1);
  }

  private Task renamed(Task task) {
    Tracer tracer = task.tracer();
    return new Task(
        number(tasks, task.id()),
        number(tasks, task.process()),
        number(memories, task.memory()),
        renamed(task.credentials()),
        task.noNewPrivileges(),
        task.filtered(),
        number(tasks, task.parent()),
        tracer == null
            ? null
            : new Tracer(number(tasks, tracer.task()), renamed(tracer.credentials())),
        switch (task.activity()) {
          case Activity.Running running -> running;
          case Activity.AwaitingChild(int child) ->
              new Activity.AwaitingChild(number(tasks, child));
          case Activity.Writing(int memory) -> new Activity.Writing(number(memories, memory));
        });
  }

  private Memory renamed(Memory memory) {
    return new Memory(
        number(memories, memory.id()),
        memory.state(),
        memory.dumpable(),
        renamed(memory.namespace()));
  }

  private Descriptor renamed(Descriptor file) {
    TreeSet<Integer> unchanged = new TreeSet<>();
    file.unchanged().forEach(each -> unchanged.add(number(tasks, each)));
    return new Descriptor(
        file.kind(),
        number(file.kind() == Descriptor.Kind.CONTROL ? tasks : memories, file.target()),
        renamed(file.opener()),
        Collections.unmodifiableSortedSet(unchanged));
  }

  private Credentials renamed(Credentials credentials) {
    return credentials.namespace().initial()
        ? credentials
        : credentials.withNamespace(renamed(credentials.namespace()));
  }

  private Namespace renamed(Namespace namespace) {
    return new Namespace(number(namespaces, namespace.number()), namespace.owner());
  }

  private static int number(Map<Integer, Integer> numbers, int old) {
    Integer known = numbers.get(old);
    if (known == null) {
      known = numbers.size() - (numbers.containsKey(0) ? 1 : 0) + 1;
      numbers.put(old, known);
    }
    return known;
  }
}
