package io.ptictl.spec;

/**
 * What a task can do. Each is one or two system calls of a real process; {@link Verb} has the word
 * for it and the calls.
 */
public sealed interface Action {
  /** Sets the state of its own process: arch_prctl(ARCH_PTI_SET), or prctl(PR_SPEC_PTI). */
  record SetState(Way way, Request request) implements Action {
    /** The system call. */
    public enum Way {
      ARCH_PRCTL,
      PRCTL
    }
  }

  /** Opens /proc/PID/page_table_isolation of a process, writes a state to it and closes it. */
  record SetStateOf(int process, Request request) implements Action {}

  /** Opens /proc/PID/page_table_isolation of a process, for itself and others to write to. */
  record OpenControl(int process) implements Action {}

  /** Writes a state to the file opened before, at offset 0. */
  record WriteControl(Request request) implements Action {}

  /** Makes another process, or a thread. */
  record Bear(Birth birth) implements Action {}

  /** Executes a file. */
  record Execute(Program program) implements Action {}

  /** Sets one of its user ids, or group ids. */
  record SetId(IdCall call, int id) implements Action {}

  /** Changes its sets of capabilities. */
  record ChangeCapabilities(CapabilityChange change, CapabilitySet which) implements Action {}

  /** Sets PR_SET_KEEPCAPS. */
  record KeepCapabilities() implements Action {}

  /** Sets PR_SET_NO_NEW_PRIVS. */
  record NoNewPrivileges() implements Action {}

  /** Installs a seccomp(2) filter that allows everything. */
  record Filter() implements Action {}

  /** Sets PR_SET_DUMPABLE to 1. */
  record BeDumpable() implements Action {}

  /** Makes and enters a user namespace: unshare(CLONE_NEWUSER). */
  record Unshare() implements Action {}

  /** Enters the user namespace of a task by a descriptor of it: setns(). */
  record EnterNamespaceOf(int task) implements Action {}

  /** Attaches to a task: PTRACE_SEIZE, which does not stop it. */
  record Attach(int task) implements Action {}

  /** Asks the parent to trace it: PTRACE_TRACEME. */
  record TraceMe() implements Action {}

  /** Writes to the memory of a process by process_vm_writev(2). */
  record WriteRemotely(int process) implements Action {}

  /** The same, from a source buffer that stalls it. */
  record BeginWriting(int process) implements Action {}

  /** The stalled call gets its data and returns: what somebody else lets happen. */
  record FinishWriting() implements Action {}

  /** Opens /proc/PID/mem of a process, for itself and others to write to. */
  record OpenMemory(int process) implements Action {}

  /** Writes to the memory whose file was opened before. */
  record WriteMemory() implements Action {}

  /** Ends: the thread, or its whole process if it is the leader. */
  record Exit() implements Action {}

  /** Writes 0 or 1 to kernel.pti_optout. */
  record SetSwitch(boolean on) implements Action {}

  /** Writes to /sys/kernel/security/lockdown. */
  record LockDown(Machine.Lockdown level) implements Action {}
}
