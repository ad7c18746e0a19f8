package io.ptictl.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a process's memory that can be executed, as {@code /proc/PID/maps} has it.
 *
 * @param writable can it be written to as well?
 * @param path of the file, or a word in brackets, or empty; a {@link io.ptictl.sys.Raw} string in
 *     which the kernel has escaped line ends
 */
public record Mapping(boolean writable, String path) {
  /**
   * Those of the lines {@code start-end perms offset device inode path}, the path beginning in a
   * column.
   */
  static List<Mapping> parse(String maps) {
    List<Mapping> mappings = new ArrayList<>();
    for (int start = 0; start < maps.length(); ) {
      int end = maps.indexOf('\n', start);
      if (end < 0) {
        end = maps.length();
      }
      int mode = maps.indexOf(' ', start) + 1;
      // What cannot be executed is not worth a thought.
      if (mode > start && mode + 3 < end && maps.charAt(mode + 2) == 'x') {
        mappings.add(new Mapping(maps.charAt(mode + 1) == 'w', path(maps, mode, end)));
      }
      start = end + 1;
    }
    return mappings;
  }

  private static String path(String maps, int mode, int end) {
    int at = mode;
    for (int field = 0; field < 4 && at > 0; field++) {
      at = maps.indexOf(' ', at) + 1;
    }
    return at <= 0 || at > end ? "" : maps.substring(at, end).strip();
  }

  /** Has it a file behind it? */
  public boolean ofFile() {
    return path.startsWith("/") && !path.startsWith("/memfd:") && !path.startsWith("/dev/zero");
  }

  /** Is it the kernel's own, as {@code [vdso]} and {@code [vsyscall]}? */
  public boolean ofKernel() {
    return path.startsWith("[v");
  }
}
