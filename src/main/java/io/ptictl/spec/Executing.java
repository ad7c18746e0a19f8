package io.ptictl.spec;

import org.jspecify.annotations.Nullable;

/**
 * execve(2): what becomes of the state (DESIGN 3.4 to 3.6). The new memory gets the state of the
 * old, other credentials may end it, and the mark of the file comes last. Kernel: begin_new_exec()
 * in fs/exec.c, kernel/pti_optout/inherit.c.
 */
final class Executing {
  private Executing() {}

  static Step execute(World world, Task caller, Program program) {
    ErrorCode failure = program.properties().failure();
    if (failure != null) {
      return Step.refused(world, failure, Rule.EXEC_FAILED);
    }
    ExecCredentials now = ExecCredentials.of(caller, program);
    if (now.refused()) {
      return Step.refused(world, ErrorCode.EPERM, Rule.EXEC_FAILED);
    }
    Step step = replaceMemory(world, caller);
    int id = caller.process();
    step = step.then(next -> commit(next, next.task(id), now.credentials()));
    if (now.secure()) {
      step = step.then(next -> isolateSecure(next, next.task(id)));
    }
    return program.marked() ? step.then(next -> mark(next, next.task(id), program)) : step;
  }

  /** Of the credentials only a change is worth telling. */
  private static Step commit(World world, Task task, Credentials now) {
    Step step = Domain.commit(world, task, now);
    return step.why().contains(Rule.SAME_DOMAIN) ? Step.done(step.world()) : step;
  }

  /** What other credentials did not end yet. */
  private static Step isolateSecure(World world, Task task) {
    return world.memoryOf(task).state().optedOut()
        ? Domain.end(world, task, Rule.SECURE_EXEC)
        : Step.done(world);
  }

  /** The other threads end, the memory is another, the parent of a vfork goes on. */
  private static Step replaceMemory(World world, Task caller) {
    boolean threads =
        world.tasks().stream()
            .anyMatch(each -> each.process() == caller.process() && each.id() != caller.id());
    Memory old = world.memoryOf(caller);
    Inherited inherited = inherit(world, old.state());
    World alone = Ending.leaveAlone(world, caller);
    Task task = alone.task(caller.process());
    Credentials before = task.credentials();
    boolean sameIds =
        before.user().effective() == before.user().real()
            && before.group().effective() == before.group().real();
    Memory memory = new Memory(alone.freshMemory(), inherited.state, sameIds, before.namespace());
    World after = alone.plus(memory).with(task.withMemory(memory.id()));
    Step step = Step.done(Ending.wake(after, task.id()).tidy(), inherited.why);
    return threads ? Step.done(world, Rule.THREADS_END).then(w -> step) : step;
  }

  /** pti_optout_exec_mmap(). */
  private static Inherited inherit(World world, Isolation state) {
    if (state == Isolation.OFF_NOEXEC) {
      return new Inherited(Isolation.ON, Rule.EXEC_ENDS_UNTIL_EXEC);
    }
    if (state == Isolation.OFF && world.machine().lockedDown()) {
      return new Inherited(Isolation.ON, Rule.EXEC_LOCKED_DOWN);
    }
    return new Inherited(state, Rule.EXEC_KEEPS);
  }

  private record Inherited(Isolation state, Rule why) {}

  private static Step mark(World world, Task task, Program program) {
    Rule hindrance = hindrance(world, task, program);
    if (hindrance != null) {
      return Step.done(world, hindrance);
    }
    Memory memory = world.memoryOf(task);
    return Step.done(world.with(memory.withState(Isolation.OFF)), Rule.MARK_COUNTS);
  }

  /** Why the mark does not count, or null. */
  private static @Nullable Rule hindrance(World world, Task task, Program program) {
    Program.Properties file = program.properties();
    Credentials now = task.credentials();
    if (file.nosuid()) {
      return Rule.MARK_NOT_HONOURED;
    }
    if (file.script()) {
      return Rule.MARK_BY_SCRIPT;
    }
    if (!world.machine().inUse()) {
      return Rule.MARK_NOT_IN_USE;
    }
    if (!now.namespace().initial()) {
      return Rule.MARK_IN_NAMESPACE;
    }
    if (task.noNewPrivileges()) {
      return Rule.MARK_NO_NEW_PRIVILEGES;
    }
    if (!now.permitted().has(Capability.PAYLOAD)) {
      return Rule.MARK_NOT_PERMITTED;
    }
    if (!world.machine().switchedOn()) {
      return Rule.MARK_SWITCHED_OFF;
    }
    if (world.machine().lockedDown()) {
      return Rule.MARK_LOCKED_DOWN;
    }
    if (world.memoryOf(task).state() == Isolation.FORCED) {
      return Rule.MARK_FORCED;
    }
    return Tracing.tracedWithoutCapability(world, task.process()) ? Rule.MARK_TRACED : null;
  }
}
