package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EACCES;
import static io.ptictl.spec.ErrorCode.EPERM;

/**
 * capset(2) and the calls of prctl(2) that change what a task may do or become (cap_capset() and
 * cap_task_prctl() in security/commoncap.c, kernel/sys.c).
 */
final class CapabilityCalls {
  private CapabilityCalls() {}

  static Step change(World world, Task task, CapabilityChange change, CapabilitySet which) {
    Credentials old = task.credentials();
    return switch (change) {
      case DROP -> Domain.commit(world, task, drop(old, which));
      case LOWER -> Domain.commit(world, task, old.withEffective(old.effective().without(which)));
      case RAISE ->
          old.permitted().hasAll(which)
              ? Domain.commit(world, task, old.withEffective(old.effective().or(which)))
              : Step.refused(world, EPERM, Rule.LINUX_REFUSES);
      case BOUND ->
          old.can(Capability.SETPCAP, old.namespace())
              ? Domain.commit(world, task, old.withBounding(old.bounding().without(which)))
              : Step.refused(world, EPERM, Rule.LINUX_REFUSES);
      case AMBIENT ->
          old.permitted().hasAll(which) && old.inheritable().or(old.bounding()).hasAll(which)
              ? Domain.commit(world, task, ambient(old, which))
              : Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    };
  }

  private static Credentials drop(Credentials old, CapabilitySet which) {
    return old.withSets(
        old.permitted().without(which),
        old.effective().without(which),
        old.inheritable().without(which),
        old.ambient().without(which));
  }

  private static Credentials ambient(Credentials old, CapabilitySet which) {
    return old.withSets(
        old.permitted(), old.effective(), old.inheritable().or(which), old.ambient().or(which));
  }

  static Step keep(World world, Task task) {
    return Domain.commit(world, task, task.credentials().withKeepCapabilities(true));
  }

  static Step noNewPrivileges(World world, Task task) {
    return Step.done(world.with(task.withNoNewPrivileges()), Rule.LINUX_ALLOWS);
  }

  /** seccomp_set_mode_filter() in kernel/seccomp.c. */
  static Step filter(World world, Task task) {
    Credentials has = task.credentials();
    return task.noNewPrivileges() || has.can(Capability.SYS_ADMIN, has.namespace())
        ? Step.done(world.with(task.withFilter()), Rule.LINUX_ALLOWS)
        : Step.refused(world, EACCES, Rule.LINUX_REFUSES);
  }

  static Step beDumpable(World world, Task task) {
    return Step.done(world.with(world.memoryOf(task).withDumpable(true)), Rule.LINUX_ALLOWS);
  }
}
