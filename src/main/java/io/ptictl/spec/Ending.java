package io.ptictl.spec;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tasks that end, and what becomes of those who had to do with them (kernel/exit.c). */
final class Ending {
  private Ending() {}

  /** A thread ends alone, a leader with its process. */
  static Step exit(World world, Task task) {
    Predicate<Task> dies =
        task.leader() ? each -> each.process() == task.process() : each -> each.id() == task.id();
    return Step.done(wake(without(world, dies), task.process()), Rule.LINUX_ALLOWS);
  }

  /** Whoever waits in vfork for this process goes on, if it is gone or has another memory. */
  static World wake(World world, int process) {
    return world.withTasks(
        each -> {
          if (!(each.activity() instanceof Activity.AwaitingChild(int child)) || child != process) {
            return each;
          }
          Task found = world.find(process);
          return found == null || found.memory() != each.memory()
              ? each.withActivity(Activity.RUNNING)
              : each;
        });
  }

  /** de_thread() in fs/exec.c: the one that executes takes the place of its leader. */
  static World leaveAlone(World world, Task executing) {
    int process = executing.process();
    List<Task> alive =
        world.tasks().stream()
            .filter(each -> each.process() != process || each.id() == executing.id())
            .toList();
    return world.withOnly(
        alive.stream()
            .map(each -> withoutTracer(each, alive))
            .map(each -> besideLeader(each, world, executing))
            .toList());
  }

  private static Task besideLeader(Task task, World world, Task executing) {
    Task result = task.id() == executing.id() ? task.asLeader() : task;
    Tracer tracer = task.tracer();
    if (tracer != null && tracer.task() == executing.id()) {
      result = result.withTracer(new Tracer(executing.process(), tracer.credentials()));
    }
    Task parent = world.find(task.parent());
    return parent != null && parent.process() == executing.process()
        ? result.withParent(parent.process())
        : result;
  }

  private static World without(World world, Predicate<Task> dies) {
    List<Task> alive = world.tasks().stream().filter(dies.negate()).toList();
    List<Task> bereft =
        alive.stream().map(each -> withoutTracer(reparented(each, world, alive), alive)).toList();
    return world.withOnly(bereft);
  }

  /** To the leader of its parent's process, or to nobody here. */
  private static Task reparented(Task child, World world, List<Task> alive) {
    Task parent = world.find(child.parent());
    if (parent == null || alive.contains(parent)) {
      return child;
    }
    Task leader = world.task(parent.process());
    return child.withParent(alive.contains(leader) ? leader.id() : 0);
  }

  private static Task withoutTracer(Task task, List<Task> alive) {
    @Nullable Tracer tracer = task.tracer();
    return tracer == null || alive.stream().anyMatch(each -> each.id() == tracer.task())
        ? task
        : task.withTracer(null);
  }
}
