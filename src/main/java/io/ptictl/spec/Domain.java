package io.ptictl.spec;

/**
 * Other credentials, and when they are another domain (DESIGN 3.5): at the very condition under
 * which commit_creds() in kernel/cred.c resets dumpability, and in another user namespace. "A real
 * domain change (suid, whatever) clears it" (Torvalds 2018).
 */
final class Domain {
  private Domain() {}

  /** commit_creds(). */
  static Step commit(World world, Task task, Credentials now) {
    Credentials before = task.credentials();
    World changed = Descriptors.changed(world.with(task.withCredentials(now)), task.id());
    Memory memory = world.memoryOf(task);
    if (otherIds(before, now)) {
      return end(changed.with(memory.withDumpable(false)), task, Rule.IDS_CHANGED);
    }
    if (!covers(before, now)) {
      return end(changed.with(memory.withDumpable(false)), task, Rule.CAPABILITIES_GAINED);
    }
    if (!before.namespace().equals(now.namespace())) {
      return end(changed, task, Rule.NAMESPACE_ENTERED);
    }
    return Step.done(changed, Rule.SAME_DOMAIN);
  }

  /** pti_optout_domain_change(): ends an opt-out, for all who have the memory. */
  static Step end(World world, Task task, Rule why) {
    Memory memory = world.memoryOf(task);
    if (!memory.state().optedOut()) {
      return Step.done(world, why);
    }
    Step step = Step.done(world.with(memory.withState(Isolation.ON)), why);
    return world.sharedBeyond(task.process(), memory.id())
        ? step.then(isolated -> Step.done(isolated, Rule.SHARERS_AS_WELL))
        : step;
  }

  private static boolean otherIds(Credentials before, Credentials now) {
    return before.user().effective() != now.user().effective()
        || before.user().fs() != now.user().fs()
        || before.group().effective() != now.group().effective()
        || before.group().fs() != now.group().fs();
  }

  /** cred_cap_issubset(): the maker of a namespace gains nothing by entering it. */
  private static boolean covers(Credentials before, Credentials now) {
    if (before.namespace().equals(now.namespace())) {
      return before.permitted().hasAll(now.permitted());
    }
    return before.namespace().initial() && now.namespace().owner() == before.user().effective();
  }
}
