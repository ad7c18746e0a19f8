package io.ptictl.process;

import io.ptictl.sys.Pidfd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the processes that {@code /proc} does not even list. The option {@code hidepid} hides what
 * they are, not that there are any: the kernel says how many threads it has, and pidfd_open(2)
 * which numbers are those of processes; from Linux 6.12 on not those of kernel threads, which
 * nobody misses here.
 */
final class Hidden {
  /** The words and numbers of {@code hidepid} with which directories are not listed. */
  private static final List<String> INVISIBLE =
      List.of("hidepid=invisible", "hidepid=2", "hidepid=ptraceable", "hidepid=4");

  /** Where the kernel has no limit of its own (PID_MAX_LIMIT). */
  private static final int MOST = 4 << 20;

  private Hidden() {}

  /**
   * How many are not listed.
   *
   * @param listed numbers, sorted
   * @param seen those of them that could be read
   */
  static int count(int[] listed, List<ProcessStatus> seen) {
    if (!mayHide()) {
      return 0;
    }
    int threads = seen.stream().mapToInt(ProcessStatus::threads).sum();
    int missing = threadsOfMachine() - threads;
    int hidden = 0;
    int last = lastPid();
    for (int pid = 1; pid <= last && hidden < missing; pid++) {
      if (Arrays.binarySearch(listed, pid) < 0 && Pidfd.exists(pid)) {
        hidden++;
      }
    }
    return hidden;
  }

  private static boolean mayHide() {
    return text("/proc/self/mountinfo")
        .lines()
        .filter(line -> line.contains(" /proc ") && line.contains(" - proc "))
        .anyMatch(line -> List.of(line.split("[ ,]")).stream().anyMatch(INVISIBLE::contains));
  }

  /** "0.00 0.01 0.05 running/all last-pid"; in a PID namespace it is all the machine's as well. */
  private static int threadsOfMachine() {
    String[] words = text("/proc/loadavg").split("[ /]");
    return words.length < 5 ? 0 : Integer.parseInt(words[4]);
  }

  private static int lastPid() {
    String most = text("/proc/sys/kernel/pid_max").strip();
    return most.isEmpty() ? MOST : Integer.parseInt(most);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
