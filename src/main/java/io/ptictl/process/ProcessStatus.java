package io.ptictl.process;

import io.ptictl.report.Failure;
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
 * @param permitted its permitted capabilities, one bit each, in its own user namespace
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
    long permitted,
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
   * For what is done with processes only.
   *
   * @throws Failure if it is a thread of one, or runs no program
   */
  public void requireProgram() {
    String who = "process " + pid + ": ";
    if (leader != pid) {
      throw Failure.failed(
          who + "a thread of process " + leader + "; name that one, all its threads follow");
    }
    switch (kind) {
      case KERNEL_THREAD ->
          throw Failure.failed(who + "a kernel thread, never in user mode; nothing to isolate");
      case ZOMBIE -> throw Failure.failed(who + "a zombie, it has ended; nothing to isolate");
      case PROGRAM -> {}
    }
  }

  /**
   * Reads the file in one pass, since it has sixty lines and there may be ten thousand of them.
   *
   * @param text the file
   * @return null if it is not whole
   */
  static @Nullable ProcessStatus parse(String text) {
    Lines lines = new Lines();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      lines.take(text, start, end);
      start = end + 1;
    }
    return lines.status();
  }

  /** What the lines so far have said. */
  private static final class Lines {
    private int pid = -1;
    private int leader = -1;
    private int parent = -1;
    private int tracer = -1;
    private int uid = -1;
    private int threads = -1;
    private int kthread = -1;
    private long permitted;
    private char state = '?';
    private boolean memory;
    private @Nullable String name;
    private @Nullable Isolation isolation;

    void take(String text, int start, int end) {
      int value = text.indexOf(':', start) + 2;
      if (value < 2 || value > end) {
        return;
      }
      // The first character spares the interpreter most comparisons.
      switch (text.charAt(start)) {
        case 'N' -> {
          if (text.startsWith("Name:", start)) {
            name = text.substring(value, end);
          }
        }
        case 'S' -> {
          if (text.startsWith("State:", start) && value < end) {
            state = text.charAt(value);
          }
        }
        case 'T' -> {
          if (text.startsWith("Tgid:", start)) {
            leader = number(text, value, end);
          } else if (text.startsWith("TracerPid:", start)) {
            tracer = number(text, value, end);
          } else if (text.startsWith("Threads:", start)) {
            threads = number(text, value, end);
          }
        }
        case 'P' -> {
          if (text.startsWith("Pid:", start)) {
            pid = number(text, value, end);
          } else if (text.startsWith("PPid:", start)) {
            parent = number(text, value, end);
          } else if (text.startsWith("Page_Table_Isolation:", start)) {
            isolation = Isolation.ofKernelWord(text.substring(value, end));
          }
        }
        case 'U' -> {
          if (text.startsWith("Uid:", start)) {
            // Real, effective, saved, file system.
            uid = number(text, text.indexOf('\t', value) + 1, end);
          }
        }
        case 'K' -> {
          if (text.startsWith("Kthread:", start)) {
            kthread = number(text, value, end);
          }
        }
        case 'C' -> {
          if (text.startsWith("CapPrm:", start)) {
            permitted = Long.parseUnsignedLong(text, value, end, 16);
          }
        }
        case 'V' -> memory |= text.startsWith("VmSize:", start);
        default -> {}
      }
    }

    @Nullable ProcessStatus status() {
      if (pid < 0 || leader < 0 || name == null) {
        return null;
      }
      return new ProcessStatus(
          pid, leader, parent, tracer, uid, name, threads, permitted, kind(), isolation);
    }

    private Kind kind() {
      if (state == 'Z' || state == 'X') {
        return Kind.ZOMBIE;
      }
      // "Kthread" came with Linux 6.8; before that, they are those without memory.
      return (kthread < 0 ? !memory : kthread == 1) ? Kind.KERNEL_THREAD : Kind.PROGRAM;
    }

    private static int number(String text, int start, int end) {
      int number = 0;
      for (int i = start; i < end; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return i == start ? -1 : number;
        }
        number = number * 10 + digit;
      }
      return number;
    }
  }
}
