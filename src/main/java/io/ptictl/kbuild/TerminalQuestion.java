package io.ptictl.kbuild;

import io.ptictl.sys.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;

/** A question to the user, if there is one: standard input and standard error are a terminal. */
final class TerminalQuestion {
  private TerminalQuestion() {}

  /** Asks; the answer is yes too if nothing is entered, or if there is no terminal. */
  static boolean yes(String question) {
    // System.console() would look at the output, which may well be a pipe here.
    if (!new Terminal(0).isTerminal() || !new Terminal(2).isTerminal()) {
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
}
