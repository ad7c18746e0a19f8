package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EINVAL;
import static io.ptictl.spec.ErrorCode.EPERM;

/**
 * Entering a user namespace (DESIGN 3.5): ksys_unshare() in kernel/fork.c, create_user_ns() and
 * userns_install() in kernel/user_namespace.c.
 */
final class Namespaces {
  private Namespaces() {}

  static Step unshare(World world, Task task) {
    if (threaded(world, task)) {
      return Step.refused(world, EINVAL, Rule.LINUX_REFUSES);
    }
    Credentials old = task.credentials();
    if (!old.namespace().initial()) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    Namespace made = world.freshNamespace(old.user().effective());
    return Domain.commit(world, task, old.inside(made));
  }

  static Step enter(World world, Task task, int other) {
    Credentials old = task.credentials();
    Namespace entered = world.task(other).credentials().namespace();
    if (entered.equals(old.namespace()) || threaded(world, task)) {
      return Step.refused(world, EINVAL, Rule.LINUX_REFUSES);
    }
    if (!old.can(Capability.SYS_ADMIN, entered)) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    return Domain.commit(world, task, old.inside(entered));
  }

  private static boolean threaded(World world, Task task) {
    return world.tasks().stream()
        .anyMatch(each -> each.process() == task.process() && each.id() != task.id());
  }
}
