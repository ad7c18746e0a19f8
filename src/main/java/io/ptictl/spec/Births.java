package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EPERM;

/**
 * New tasks (DESIGN 3.4): copy_process(), copy_creds() and copy_mm() in kernel/fork.c and
 * kernel/cred.c, pti_optout_dup_mm().
 */
final class Births {
  private Births() {}

  static Step bear(World world, Task maker, Birth birth) {
    Credentials credentials = maker.credentials();
    if (birth.entersNamespace()) {
      if (!credentials.namespace().initial()) {
        return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
      }
      credentials = credentials.inside(world.freshNamespace(credentials.user().effective()));
    }
    int id = world.next();
    boolean thread = birth == Birth.THREAD;
    int memory = birth.sharesMemory() ? maker.memory() : world.freshMemory();
    Task child =
        new Task(
            id,
            thread ? maker.process() : id,
            memory,
            credentials,
            maker.noNewPrivileges(),
            maker.filtered(),
            thread ? maker.parent() : maker.id(),
            null,
            Activity.RUNNING);
    World after = birth.sharesMemory() ? world : world.plus(world.memoryOf(maker).copy(memory));
    after = after.born(child);
    if (thread) {
      after = Descriptors.threadOf(after, maker.id(), id);
    }
    if (birth == Birth.VFORK) {
      after = after.with(maker.withActivity(new Activity.AwaitingChild(id)));
    }
    Step step = Step.done(after, birth.sharesMemory() ? Rule.SAME_MEMORY : Rule.COPY_KEEPS);
    return birth.entersNamespace()
        ? step.then(born -> Domain.end(born, child, Rule.NAMESPACE_ENTERED))
        : step;
  }
}
