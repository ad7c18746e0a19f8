package io.ptictl.spec;

/**
 * What can be seen of a task from outside and by itself.
 *
 * @param state in /proc/PID/status and, of a process, /proc/PID/page_table_isolation
 * @param archPrctl what arch_prctl(ARCH_PTI_GET) returns
 * @param prctl what prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_PTI) returns
 * @param entryIsolated bit 12 of Entry_CR3 once it has entered the kernel: does it run on page
 *     tables that lack the kernel?
 */
public record Observation(Isolation state, int archPrctl, int prctl, boolean entryIsolated) {
  private static final int PR_SPEC_PRCTL = 1;
  private static final int PR_SPEC_ENABLE = 1 << 1;
  private static final int PR_SPEC_DISABLE = 1 << 2;
  private static final int PR_SPEC_FORCE_DISABLE = 1 << 3;
  private static final int PR_SPEC_ENABLE_NOEXEC = 1 << 5;

  /** Of that task, in this world. */
  public static Observation of(World world, Task task) {
    Machine machine = world.machine();
    Isolation state = machine.inUse() ? world.memoryOf(task).state() : Isolation.NOT_IN_USE;
    boolean isolated = machine.inUse() && !world.optedOut(task);
    return new Observation(state, state.abi(), prctl(state, machine), isolated);
  }

  private static int prctl(Isolation state, Machine machine) {
    return switch (state) {
      case ON -> PR_SPEC_PRCTL | PR_SPEC_DISABLE;
      case OFF -> PR_SPEC_PRCTL | PR_SPEC_ENABLE;
      case OFF_NOEXEC -> PR_SPEC_PRCTL | PR_SPEC_ENABLE_NOEXEC;
      case FORCED -> PR_SPEC_PRCTL | PR_SPEC_FORCE_DISABLE;
      case NOT_IN_USE -> machine.isolation() == Machine.Use.NOT_AFFECTED ? 0 : PR_SPEC_ENABLE;
    };
  }
}
