package io.ptictl.process;

import io.ptictl.spec.Isolation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/status} says of a process: everyone may read it, of every process, in one
 * piece.
 *
 * @param pid its number, or that of one of its threads
 * @param leader its number: other than {@code pid} for a thread
 * @param parent the parent's number; 0 for the first process and for kthreadd
 * @param tracer who traces it, or 0
 * @param uid its effective user
 * @param name the first 15 bytes of its program's name, as the kernel escapes it
 * @param threads how many it has
 * @param kind what sort of process it is
 * @param isolation null where the kernel says nothing: kernels without the control, and processes
 *     without memory of their own
 */
public record ProcessStatus(
    int pid,
    int leader,
    int parent,
    int tracer,
    int uid,
    String name,
    int threads,
    Kind kind,
    @Nullable Isolation isolation) {
  /** What sort of process. */
  public enum Kind {
    /** Runs a program. */
    PROGRAM,
    /** Part of the kernel: never in user mode. */
    KERNEL_THREAD,
    /** Ended; its parent has not yet asked how. */
    ZOMBIE
  }

  /**
   * @param text the file
   * @return null if it is not whole
   */
  static @Nullable ProcessStatus parse(String text) {
    int pid = Field.number(text, "Pid");
    int leader = Field.number(text, "Tgid");
    int uid = effective(Field.of(text, "Uid"));
    String name = Field.of(text, "Name");
    if (pid < 0 || leader < 0 || name == null) {
      return null;
    }
    return new ProcessStatus(
        pid,
        leader,
        Field.number(text, "PPid"),
        Field.number(text, "TracerPid"),
        uid,
        name,
        Field.number(text, "Threads"),
        kind(text),
        isolation(Field.of(text, "Page_Table_Isolation")));
  }

  private static Kind kind(String text) {
    String state = Field.of(text, "State");
    if (state != null && (state.startsWith("Z") || state.startsWith("X"))) {
      return Kind.ZOMBIE;
    }
    // "Kthread" came with Linux 6.8; before that, they are those without memory.
    int kthread = Field.number(text, "Kthread");
    boolean kernel = kthread < 0 ? Field.of(text, "VmSize") == null : kthread == 1;
    return kernel ? Kind.KERNEL_THREAD : Kind.PROGRAM;
  }

  private static @Nullable Isolation isolation(@Nullable String word) {
    return word == null ? null : Isolation.ofKernelWord(word);
  }

  /** The second of: real, effective, saved, file system. */
  private static int effective(@Nullable String uids) {
    if (uids == null) {
      return -1;
    }
    int start = uids.indexOf('\t') + 1;
    int end = uids.indexOf('\t', start);
    return end < 0 ? -1 : Integer.parseUnsignedInt(uids, start, end, 10);
  }
}
