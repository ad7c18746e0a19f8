package io.ptictl.cli;

import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;

/** Process numbers on the command line. */
final class Pids {
  private Pids() {}

  /**
   * All of them, each once.
   *
   * @throws Failure (usage) at the first that cannot be one: signs, blanks, other bases and leading
   *     zeros are mistakes more often than meant
   */
  static List<Integer> parse(List<String> words) {
    List<Integer> pids = new ArrayList<>(words.size());
    for (String word : words) {
      int pid = parse(word);
      if (!pids.contains(pid)) {
        pids.add(pid);
      }
    }
    return pids;
  }

  private static int parse(String word) {
    long pid = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < (i == 0 ? 1 : 0) || digit > 9 || pid > Integer.MAX_VALUE) {
        throw notOne(word);
      }
      pid = 10 * pid + digit;
    }
    if (pid < 1 || pid > Integer.MAX_VALUE) {
      throw notOne(word);
    }
    return (int) pid;
  }

  private static Failure notOne(String word) {
    return Failure.usage(
        "'" + word + "': not a process number; give digits only, 1 to " + Integer.MAX_VALUE);
  }
}
