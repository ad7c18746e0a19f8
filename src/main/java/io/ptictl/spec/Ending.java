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
    World alone =
        without(
            world, each -> each.process() == executing.process() && each.id() != executing.id());
    if (executing.leader()) {
      return alone;
    }
    int old = executing.id();
    int now = executing.process();
    World renamed =
        alone.withTasks(
            each -> {
              Task task = each.id() == old ? each.asLeader() : each;
              Tracer tracer = task.tracer();
              if (tracer != null && tracer.task() == old) {
                task = task.withTracer(new Tracer(now, tracer.credentials()));
              }
              return task.parent() == old ? task.withParent(now) : task;
            });
    return renamed.tidy();
  }

  private static World without(World world, Predicate<Task> dies) {
    List<Task> alive = world.tasks().stream().filter(dies.negate()).toList();
    List<Task> bereft =
        alive.stream().map(each -> withoutTracer(reparented(each, world, alive), alive)).toList();
    return world.withOnly(bereft);
  }

  /** To a thread that lives of the same process, or to nobody here. */
  private static Task reparented(Task child, World world, List<Task> alive) {
    Task parent = world.find(child.parent());
    if (parent == null || alive.contains(parent)) {
      return child;
    }
    return child.withParent(
        alive.stream()
            .filter(each -> each.process() == parent.process())
            .mapToInt(Task::id)
            .findFirst()
            .orElse(0));
  }

  private static Task withoutTracer(Task task, List<Task> alive) {
    @Nullable Tracer tracer = task.tracer();
    return tracer == null || alive.stream().anyMatch(each -> each.id() == tracer.task())
        ? task
        : task.withTracer(null);
  }
}
