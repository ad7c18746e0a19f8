package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EINVAL;
import static io.ptictl.spec.ErrorCode.EPERM;

/** setuid(2) and its like: kernel/sys.c, cap_task_fix_setuid() in security/commoncap.c. */
final class Identity {
  private Identity() {}

  static Step set(World world, Task task, IdCall call, int id) {
    Credentials old = task.credentials();
    Capability needed = call.ofUser() ? Capability.SETUID : Capability.SETGID;
    Ids ids = call.ofUser() ? old.user() : old.group();
    boolean byFs = call == IdCall.SETFSUID || call == IdCall.SETFSGID;
    if (!old.namespace().initial()) {
      // No id is mapped; setfsuid() and setfsgid() only do nothing.
      return Step.refused(world, byFs ? EPERM : EINVAL, Rule.LINUX_REFUSES);
    }
    boolean privileged = old.can(needed, old.namespace());
    if (!privileged && !mayWithout(ids, call, id)) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    Ids now =
        switch (call) {
          case SETUID, SETGID -> ids.set(id, privileged);
          case SETEUID, SETEGID -> ids.withEffective(id);
          case SETFSUID, SETFSGID -> ids.withFs(id);
        };
    boolean calledForNothing = call != IdCall.SETUID && call != IdCall.SETGID && now.equals(ids);
    if (calledForNothing) {
      return Step.done(world, Rule.SAME_DOMAIN);
    }
    return Domain.commit(
        world, task, call.ofUser() ? withUser(old, now, byFs) : old.withGroup(now));
  }

  private static boolean mayWithout(Ids ids, IdCall call, int id) {
    return switch (call) {
      case SETUID, SETGID -> id == ids.real() || id == ids.saved();
      case SETEUID, SETEGID -> ids.anyOfThreeIs(id);
      case SETFSUID, SETFSGID -> ids.anyOfThreeIs(id) || id == ids.fs();
    };
  }

  /** The capabilities follow the user ids, as if root had them by being root. */
  private static Credentials withUser(Credentials old, Ids now, boolean byFs) {
    return byFs ? followFs(old.withUser(now), old.user()) : follow(old.withUser(now), old.user());
  }

  /** cap_emulate_setxuid(). */
  private static Credentials follow(Credentials changed, Ids before) {
    Credentials result = changed;
    if (before.anyOfThreeIs(User.ROOT) && !changed.user().anyOfThreeIs(User.ROOT)) {
      boolean keep = changed.keepCapabilities();
      result =
          result.withSets(
              keep ? result.permitted() : CapabilitySet.NONE,
              keep ? result.effective() : CapabilitySet.NONE,
              result.inheritable(),
              CapabilitySet.NONE);
    }
    boolean wasRoot = before.effective() == User.ROOT;
    boolean isRoot = changed.user().effective() == User.ROOT;
    if (wasRoot && !isRoot) {
      return result.withEffective(CapabilitySet.NONE);
    }
    return !wasRoot && isRoot ? result.withEffective(result.permitted()) : result;
  }

  private static Credentials followFs(Credentials changed, Ids before) {
    boolean wasRoot = before.fs() == User.ROOT;
    boolean isRoot = changed.user().fs() == User.ROOT;
    if (wasRoot == isRoot) {
      return changed;
    }
    CapabilitySet effective =
        wasRoot
            ? changed.effective().without(CapabilitySet.OF_FILES)
            : changed.effective().or(changed.permitted().and(CapabilitySet.OF_FILES));
    return changed.withEffective(effective);
  }
}
