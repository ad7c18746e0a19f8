package io.ptictl.kbuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A question to the user, if there is one: standard input and standard error are a terminal. */
final class TerminalQuestion {
  private TerminalQuestion() {}

  /** Asks; the answer is yes too if nothing is entered, or if there is no terminal. */
  static boolean yes(String question) {
    if (!isTerminal(0) || !isTerminal(2)) {
      return true;
    }
    System.err.print("ptictl: " + question + " [Y/n] ");
    System.err.flush();
    try {
      // Not closed: standard input is not ours. Read to the end of one line.
      String answer =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      if (answer == null) {
        System.err.println();
        return false;
      }
      String word = answer.strip().toLowerCase(Locale.ROOT);
      return word.isEmpty() || word.equals("y") || word.equals("yes");
    } catch (IOException e) {
      return false;
    }
  }

  /** System.console() looks at input and output only, and output may well be a pipe here. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target =
          Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
