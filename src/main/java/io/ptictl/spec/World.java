package io.ptictl.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The machine and all its processes at one moment: everything that decides how the next event ends.
 *
 * @param tasks by number
 * @param memories by id; each is used by a task, or is being written to
 * @param descriptors at most one of each kind, as {@link Descriptor} allows
 * @param next the number of the next task; numbers are not used again
 */
public record World(
    Machine machine,
    List<Task> tasks,
    List<Memory> memories,
    List<Descriptor> descriptors,
    int next) {

  public World {
    tasks = tasks.stream().sorted(Comparator.comparingInt(Task::id)).toList();
    memories = memories.stream().sorted(Comparator.comparingInt(Memory::id)).toList();
    descriptors = descriptors.stream().sorted(Comparator.comparing(Descriptor::kind)).toList();
  }

  /** One isolated process, number 1, with these credentials. */
  public static World start(Machine machine, Credentials credentials) {
    Task first = new Task(1, 1, 1, credentials, false, false, 0, null, Activity.RUNNING);
    Memory memory = new Memory(1, Isolation.ON, true, Namespace.INITIAL);
    return new World(machine, List.of(first), List.of(memory), List.of(), 2);
  }

  /**
   * @throws IllegalArgumentException if there is none of that number
   */
  public Task task(int id) {
    Task found = find(id);
    if (found == null) {
      throw new IllegalArgumentException("no task " + id);
    }
    return found;
  }

  /** The task of that number, or null. */
  public @Nullable Task find(int id) {
    for (Task each : tasks) {
      if (each.id() == id) {
        return each;
      }
    }
    return null;
  }

  /** The memory of a task. */
  public Memory memoryOf(Task task) {
    return memory(task.memory());
  }

  Memory memory(int id) {
    for (Memory each : memories) {
      if (each.id() == id) {
        return each;
      }
    }
    throw new IllegalArgumentException("no memory " + id);
  }

  /** The open file of that kind, or null. */
  public @Nullable Descriptor descriptor(Descriptor.Kind kind) {
    for (Descriptor each : descriptors) {
      if (each.kind() == kind) {
        return each;
      }
    }
    return null;
  }

  /** Does it run user code on the kernel's page tables (pti_optout_active())? */
  public boolean optedOut(Memory memory) {
    return memory.state().optedOut() && machine.switchedOn();
  }

  /** The same of a task's memory. */
  public boolean optedOut(Task task) {
    return optedOut(memoryOf(task));
  }

  /** Does another process use this memory? */
  boolean sharedBeyond(int process, int memory) {
    return tasks.stream().anyMatch(each -> each.memory() == memory && each.process() != process);
  }

  /** Is somebody in the middle of writing to it? */
  boolean beingWritten(int memory) {
    return tasks.stream().anyMatch(each -> each.activity().equals(new Activity.Writing(memory)));
  }

  int freshMemory() {
    return memories.getLast().id() + 1;
  }

  /** A user namespace that nobody has entered yet. */
  Namespace freshNamespace(int owner) {
    int last =
        IntStream.concat(
                tasks.stream().mapToInt(each -> each.credentials().namespace().number()),
                memories.stream().mapToInt(each -> each.namespace().number()))
            .max()
            .orElse(0);
    return new Namespace(last + 1, owner);
  }

  World with(Task changed) {
    return withTasks(each -> each.id() == changed.id() ? changed : each);
  }

  World withTasks(UnaryOperator<Task> change) {
    return new World(machine, tasks.stream().map(change).toList(), memories, descriptors, next);
  }

  World with(Memory changed) {
    return withMemories(each -> each.id() == changed.id() ? changed : each);
  }

  World withMemories(UnaryOperator<Memory> change) {
    return new World(machine, tasks, memories.stream().map(change).toList(), descriptors, next);
  }

  World with(Machine changed) {
    return new World(changed, tasks, memories, descriptors, next);
  }

  World withDescriptors(List<Descriptor> others) {
    return new World(machine, tasks, memories, others, next);
  }

  /** With a new task, which takes the next number. */
  World born(Task task) {
    List<Task> all = new ArrayList<>(tasks);
    all.add(task);
    return new World(machine, all, memories, descriptors, next + 1);
  }

  World plus(Memory memory) {
    List<Memory> all = new ArrayList<>(memories);
    all.add(memory);
    return new World(machine, tasks, all, descriptors, next);
  }

  /** Without these tasks, and without what nobody has any more. */
  World withOnly(List<Task> alive) {
    return new World(machine, alive, memories, descriptors, next).tidy();
  }

  /** Without the memories and open files that nobody can use any more. */
  World tidy() {
    List<Memory> used =
        memories.stream()
            .filter(
                each ->
                    beingWritten(each.id())
                        || tasks.stream().anyMatch(task -> task.memory() == each.id()))
            .toList();
    World smaller = new World(machine, tasks, used, List.of(), next);
    return smaller.withDescriptors(
        descriptors.stream().filter(smaller::has).map(smaller::ofLiving).toList());
  }

  private boolean has(Descriptor file) {
    return switch (file.kind()) {
      case CONTROL -> find(file.target()) != null;
      case MEMORY -> memories.stream().anyMatch(each -> each.id() == file.target());
    };
  }

  private Descriptor ofLiving(Descriptor file) {
    return Descriptors.keep(file, task -> find(task) != null);
  }
}
