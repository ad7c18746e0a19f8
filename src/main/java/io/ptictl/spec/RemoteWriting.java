package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EACCES;
import static io.ptictl.spec.ErrorCode.EPERM;

/**
 * Writing to the memory of others (DESIGN 3.7): process_vm_writev(2), checked once before it
 * copies, and /proc/PID/mem, checked when it is opened and, of an opted-out process, at each write.
 * Kernel: mm/process_vm_access.c, fs/proc/base.c, kernel/pti_optout/access.c.
 */
final class RemoteWriting {
  private RemoteWriting() {}

  static Step write(World world, Task caller, int process) {
    Rule rule = access(world, caller, world.task(process), Access.Ids.REAL);
    return rule == Rule.ACCESS_ALLOWED ? Step.done(world, rule) : Step.refused(world, EPERM, rule);
  }

  static Step begin(World world, Task caller, int process) {
    int memory = world.task(process).memory();
    return write(world, caller, process)
        .then(
            next ->
                Step.done(
                    next.with(caller.withActivity(new Activity.Writing(memory))),
                    Rule.WRITER_COUNTS));
  }

  static Step finish(World world, Task caller) {
    return Step.done(world.with(caller.withActivity(Activity.RUNNING)).tidy(), Rule.WRITER_COUNTS);
  }

  static Step open(World world, Task caller, int process) {
    Task target = world.task(process);
    if (!mayOpen(world, caller, target)) {
      return Step.refused(world, EACCES, Rule.LINUX_REFUSES);
    }
    Rule rule = access(world, caller, target, Access.Ids.FILE_SYSTEM);
    return rule == Rule.ACCESS_ALLOWED
        ? Step.done(Descriptors.open(world, caller, Descriptor.Kind.MEMORY, target.memory()), rule)
        : Step.refused(world, EACCES, rule);
  }

  /** pti_optout_begin_write(). */
  static Step writeFile(World world, Task caller, Descriptor file) {
    if (caller.memory() == file.target() || !world.optedOut(world.memory(file.target()))) {
      return Step.done(world, Rule.ACCESS_ALLOWED);
    }
    if (!Access.mayEnter(world, caller, caller.credentials())) {
      return Step.refused(world, EPERM, Rule.WRITER_IS_CHECKED);
    }
    return file.opener().mayOptOut() || file.unchanged().contains(caller.id())
        ? Step.done(world, Rule.ACCESS_ALLOWED)
        : Step.refused(world, EPERM, Rule.OPENER_IS_CHECKED);
  }

  /** mm_access() in kernel/fork.c: one's own memory is always open. */
  private static Rule access(World world, Task caller, Task target, Access.Ids which) {
    return caller.memory() == target.memory()
        ? Rule.ACCESS_ALLOWED
        : Access.why(world, caller, caller.credentials(), target, which);
  }

  /** Mode 0600, of the target's user, or of root if it is not dumpable (task_dump_owner()). */
  private static boolean mayOpen(World world, Task caller, Task target) {
    Credentials has = caller.credentials();
    int owner =
        world.memoryOf(target).dumpable() ? target.credentials().user().effective() : User.ROOT;
    return has.user().fs() == owner || has.can(Capability.DAC_OVERRIDE, Namespace.INITIAL);
  }
}
