package io.ptictl.spec;

/**
 * Who may get at the memory of a process (DESIGN 3.7): ptrace access in attach mode, as
 * __ptrace_may_access() in kernel/ptrace.c and cap_ptrace_access_check() in security/commoncap.c
 * decide it, and pti_optout_may_access().
 */
final class Access {
  private Access() {}

  /** Which of the caller's ids count. */
  enum Ids {
    /** ptrace(2), process_vm_writev(2): the real ones, and permitted capabilities. */
    REAL,
    /** /proc: those of the file system, and effective capabilities. */
    FILE_SYSTEM
  }

  /**
   * Whether the caller may attach to the target.
   *
   * @param credentials the caller's, or those of who opened its file
   */
  static boolean allowed(
      World world, Task caller, Credentials credentials, Task target, Ids which) {
    return why(world, caller, credentials, target, which) == Rule.ACCESS_ALLOWED;
  }

  /** The rule that decides: {@link Rule#ACCESS_ALLOWED} or the one that refuses. */
  static Rule why(World world, Task caller, Credentials credentials, Task target, Ids which) {
    if (caller.process() == target.process()) {
      return Rule.ACCESS_ALLOWED;
    }
    if (!idsMatch(credentials, target, which) || !dumpable(world, credentials, target)) {
      return Rule.LINUX_REFUSES;
    }
    if (world.optedOut(target) && !mayEnter(world, caller, credentials)) {
      return Rule.OPTED_OUT_IS_CLOSED;
    }
    return coversCapabilities(credentials, target, which)
        ? Rule.ACCESS_ALLOWED
        : Rule.LINUX_REFUSES;
  }

  /** The capability, or nothing to gain: being opted out oneself. */
  static boolean mayEnter(World world, Task caller, Credentials credentials) {
    return credentials.mayOptOut() || world.optedOut(caller);
  }

  private static boolean idsMatch(Credentials credentials, Task target, Ids which) {
    boolean real = which == Ids.REAL;
    int user = real ? credentials.user().real() : credentials.user().fs();
    int group = real ? credentials.group().real() : credentials.group().fs();
    Credentials other = target.credentials();
    return other.user().allThreeAre(user) && other.group().allThreeAre(group)
        || credentials.can(Capability.SYS_PTRACE, other.namespace());
  }

  private static boolean dumpable(World world, Credentials credentials, Task target) {
    Memory memory = world.memoryOf(target);
    return memory.dumpable() || credentials.can(Capability.SYS_PTRACE, memory.namespace());
  }

  private static boolean coversCapabilities(Credentials credentials, Task target, Ids which) {
    Credentials other = target.credentials();
    CapabilitySet own = which == Ids.REAL ? credentials.permitted() : credentials.effective();
    return credentials.namespace().equals(other.namespace()) && own.hasAll(other.permitted())
        || credentials.can(Capability.SYS_PTRACE, other.namespace());
  }
}
