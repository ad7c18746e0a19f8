package io.ptictl.spec;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must happen: the contract of section 3 of the design as one pure function. The classes
 * behind it, one for each sort of event, read like the contract and name the kernel functions that
 * keep it.
 */
public final class Specification {
  private Specification() {}

  /**
   * What an event leads to.
   *
   * @throws IllegalArgumentException if it cannot happen: see {@link #hindrance}
   */
  public static Step step(World world, Event event) {
    String hindrance = hindrance(world, event);
    if (hindrance != null) {
      throw new IllegalArgumentException(hindrance);
    }
    Task task = world.task(event.by());
    return switch (event.action()) {
      case Action.SetState(var way, var request) -> Setting.own(world, task, way, request);
      case Action.SetStateOf(int process, var request) ->
          Setting.byFile(world, task, process, request, task.credentials());
      case Action.OpenControl(int process) ->
          Step.done(
              Descriptors.open(world, task, Descriptor.Kind.CONTROL, process), Rule.LINUX_ALLOWS);
      case Action.WriteControl(var request) -> {
        Descriptor file = open(world, Descriptor.Kind.CONTROL);
        yield Setting.byFile(world, task, file.target(), request, file.opener());
      }
      case Action.Bear(var birth) -> Births.bear(world, task, birth);
      case Action.Execute(var program) -> Executing.execute(world, task, program);
      case Action.SetId(var call, int id) -> Identity.set(world, task, call, id);
      case Action.ChangeCapabilities(var change, var which) ->
          CapabilityCalls.change(world, task, change, which);
      case Action.KeepCapabilities() -> CapabilityCalls.keep(world, task);
      case Action.NoNewPrivileges() -> CapabilityCalls.noNewPrivileges(world, task);
      case Action.Filter() -> CapabilityCalls.filter(world, task);
      case Action.BeDumpable() -> CapabilityCalls.beDumpable(world, task);
      case Action.Unshare() -> Namespaces.unshare(world, task);
      case Action.EnterNamespaceOf(int other) -> Namespaces.enter(world, task, other);
      case Action.Attach(int other) -> Tracing.attach(world, task, other);
      case Action.TraceMe() -> Tracing.traceMe(world, task);
      case Action.WriteRemotely(int process) -> RemoteWriting.write(world, task, process);
      case Action.BeginWriting(int process) -> RemoteWriting.begin(world, task, process);
      case Action.FinishWriting() -> RemoteWriting.finish(world, task);
      case Action.OpenMemory(int process) -> RemoteWriting.open(world, task, process);
      case Action.WriteMemory() ->
          RemoteWriting.writeFile(world, task, open(world, Descriptor.Kind.MEMORY));
      case Action.Exit() -> Ending.exit(world, task);
      case Action.SetSwitch(boolean on) -> MachineWide.set(world, task, on);
      case Action.LockDown(var level) -> MachineWide.lockDown(world, task, level);
    };
  }

  /**
   * What a world becomes when somebody outside of it, root with every capability, fires an event
   * that changes the whole machine.
   */
  public static World elsewhere(World world, Action machineWide) {
    Task somebody = World.start(world.machine(), Credentials.ROOT).task(1);
    return switch (machineWide) {
      case Action.SetSwitch(boolean on) -> MachineWide.set(world, somebody, on).world();
      case Action.LockDown(var level) -> MachineWide.lockDown(world, somebody, level).world();
      default -> throw new IllegalArgumentException(Phrases.of(machineWide));
    };
  }

  /** Why an event cannot happen in this world, in words; null if it can. */
  public static @Nullable String hindrance(World world, Event event) {
    Task task = world.find(event.by());
    if (task == null) {
      return "there is no " + event.by();
    }
    boolean writing = task.activity() instanceof Activity.Writing;
    if (event.action() instanceof Action.FinishWriting) {
      return writing ? null : event.by() + " is not in the middle of a write";
    }
    if (writing) {
      return event.by() + " is in the middle of a write";
    }
    if (!task.running()) {
      return event.by() + " waits for its child of vfork to execute a program or end";
    }
    return switch (event.action()) {
      case Action.SetStateOf(int process, var _) -> needs(world, process, Task::leader);
      case Action.OpenControl(int process) -> needs(world, process, Task::leader);
      case Action.OpenMemory(int process) -> needs(world, process, Task::leader);
      case Action.WriteRemotely(int process) -> needs(world, process, Task::leader);
      case Action.BeginWriting(int process) ->
          needs(world, process, each -> each.leader() && each.memory() != task.memory());
      case Action.Attach(int other) -> needs(world, other, _ -> true);
      case Action.EnterNamespaceOf(int other) -> needs(world, other, _ -> true);
      case Action.WriteControl _ -> needsFile(world, Descriptor.Kind.CONTROL);
      case Action.WriteMemory _ -> needsFile(world, Descriptor.Kind.MEMORY);
      case Action.TraceMe _ ->
          world.find(task.parent()) == null ? event.by() + " has no parent here" : null;
      case Action.Execute _ -> threadsEnd(world, task);
      case Action.Exit _ when task.leader() -> threadsEnd(world, task);
      default -> null;
    };
  }

  /**
   * A traced thread is gone when its tracer has waited for it, and execve and the end of a process
   * wait for that (de_thread() in fs/exec.c, exit_notify() in kernel/exit.c): for ever, if the
   * tracer is in a call.
   */
  private static @Nullable String threadsEnd(World world, Task task) {
    for (Task each : world.tasks()) {
      Tracer tracer = each.tracer();
      if (each.process() == task.process()
          && each.id() != task.id()
          && tracer != null
          && !world.task(tracer.task()).running()) {
        return "Linux waits until the tracer of " + each.id() + " has waited for it";
      }
    }
    return null;
  }

  private static @Nullable String needs(World world, int id, Predicate<Task> which) {
    Task other = world.find(id);
    if (other == null) {
      return "there is no " + id;
    }
    return which.test(other) ? null : id + " is no process, or has the same memory";
  }

  private static @Nullable String needsFile(World world, Descriptor.Kind kind) {
    return world.descriptor(kind) == null ? "no such file is open" : null;
  }

  private static Descriptor open(World world, Descriptor.Kind kind) {
    Descriptor file = world.descriptor(kind);
    if (file == null) {
      throw new IllegalArgumentException("no such file is open");
    }
    return file;
  }
}
