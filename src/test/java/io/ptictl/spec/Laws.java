package io.ptictl.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/** What holds of every step, said once more without the code that decides it. */
final class Laws {
  private Laws() {}

  static void check(World before, Event event, Step step) {
    World after = step.world();
    if (!step.outcome().success()) {
      assertThat(after).as("a call that fails changes nothing").isEqualTo(before);
    }
    assertThat(step.why()).as("every step has a reason").isNotEmpty();
    for (Task task : after.tasks()) {
      Task old = before.find(task.id());
      Isolation was = before.memoryOf(old == null ? before.task(event.by()) : old).state();
      Isolation now = after.memoryOf(task).state();
      if (was == Isolation.FORCED) {
        assertThat(now).as("forced is for ever").isEqualTo(Isolation.FORCED);
      }
      if (now.optedOut()) {
        assertThat(after.machine().switchedOn()).as("nobody is opted out once off").isTrue();
        if (old != null && !was.optedOut()) {
          checkAllowed(before, event, step, task);
        }
        Task by = before.task(event.by());
        if (old != null && old.process() == by.process()) {
          // Whichever thread executes, what is left is the leader.
          boolean executed = event.action() instanceof Action.Execute && step.outcome().success();
          checkDomain(executed ? by : old, task, step);
        }
      }
    }
    checkAttached(before, event, step);
    checkNarrowing(before, event, step);
    checkShared(after);
  }

  /** Nobody without the capability is ever opted out, unless by inheritance or a mark. */
  private static void checkAllowed(World before, Event event, Step step, Task task) {
    Task by = before.task(event.by());
    boolean marked =
        event.action() instanceof Action.Execute(var program)
            && (program == Program.MARKED || program == Program.MARKED_EFFECTIVE)
            && task.credentials().permitted().has(Capability.PAYLOAD)
            && task.credentials().namespace().initial();
    boolean set =
        switch (event.action()) {
          case Action.SetState _, Action.SetStateOf _, Action.WriteControl _ ->
              by.credentials().mayOptOut();
          default -> false;
        };
    assertThat(marked || set).as("only by the capability or a mark").isTrue();
    if (set) {
      assertThat(step.world().machine().lockedDown()).as("not if locked down").isFalse();
      assertThat(before.sharedBeyond(task.process(), task.memory())).as("not shared").isFalse();
      assertThat(before.beingWritten(task.memory())).as("not being written to").isFalse();
      for (Task thread : before.tasks()) {
        if (thread.process() == task.process() && thread.tracer() != null) {
          Task tracer = before.task(Objects.requireNonNull(thread.tracer()).task());
          assertThat(tracer.credentials().mayOptOut()).as("not traced without it").isTrue();
        }
      }
    }
  }

  /** Whoever is another domain afterwards is isolated, unless by a mark. */
  private static void checkDomain(Task old, Task now, Step step) {
    if (step.why().contains(Rule.MARK_COUNTS)) {
      return;
    }
    Credentials had = old.credentials();
    Credentials has = now.credentials();
    assertThat(has.namespace()).as("the same namespace").isEqualTo(had.namespace());
    assertThat(has.user().effective()).as("the same euid").isEqualTo(had.user().effective());
    assertThat(has.user().fs()).as("the same fsuid").isEqualTo(had.user().fs());
    assertThat(has.group().effective()).as("the same egid").isEqualTo(had.group().effective());
    assertThat(has.group().fs()).as("the same fsgid").isEqualTo(had.group().fs());
    assertThat(had.permitted().hasAll(has.permitted())).as("no new capability").isTrue();
  }

  /** Who gets at an opted-out process has the capability or is opted out. */
  private static void checkAttached(World before, Event event, Step step) {
    Task by = before.task(event.by());
    Task target =
        switch (event.action()) {
          case Action.Attach(int task) -> before.task(task);
          case Action.WriteRemotely(int process) -> before.task(process);
          case Action.BeginWriting(int process) -> before.task(process);
          case Action.OpenMemory(int process) -> before.task(process);
          default -> by;
        };
    if (step.outcome().success() && before.optedOut(target) && target.id() != by.id()) {
      assertThat(by.credentials().mayOptOut() || before.optedOut(by)).as("no way in").isTrue();
    }
  }

  private static void checkNarrowing(World before, Event event, Step step) {
    Task by = before.task(event.by());
    if (event.action() instanceof Action.SetState(var _, var request)) {
      boolean narrower =
          request == Request.ON
              || request == Request.FORCED
              || request == Request.OFF_NOEXEC && before.memoryOf(by).state() == Isolation.OFF;
      if (narrower) {
        assertThat(step.outcome().success()).as("narrowing is free").isTrue();
      }
    }
  }

  /** A memory that is there has users, and its tasks know it. */
  private static void checkShared(World world) {
    for (Task task : world.tasks()) {
      assertThat(world.memories()).contains(world.memoryOf(task));
      assertThat(world.find(task.process())).as("its leader lives").isNotNull();
    }
  }
}
