package io.ptictl.service;

import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of a service as its unit says it: prefixes, and words that keep their quotes, escapes,
 * specifiers and variables, since only systemd knows what they become. See "Command lines" in
 * systemd.service(5).
 *
 * @param prefixes of {@code @ - : + ! |}, in the order given
 * @param words as written, the program first; never empty
 */
record ExecLine(String prefixes, List<String> words) {
  private static final String PREFIXES = "@-:+!|";

  ExecLine {
    words = List.copyOf(words);
  }

  /**
   * Takes the value of ExecStart= apart; it may hold several commands, separated by {@code ;}.
   *
   * @throws Failure if it holds none, or a quote is not closed
   */
  static List<ExecLine> parse(String value) {
    List<ExecLine> lines = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : split(value)) {
      if (word.equals(";")) {
        add(words, lines);
      } else {
        words.add(word);
      }
    }
    add(words, lines);
    if (lines.isEmpty()) {
      throw Failure.failed("ExecStart=" + value + ": no command");
    }
    return lines;
  }

  private static void add(List<String> words, List<ExecLine> lines) {
    if (words.isEmpty()) {
      return;
    }
    String first = words.getFirst();
    int start = 0;
    while (start < first.length() && PREFIXES.indexOf(first.charAt(start)) >= 0) {
      start++;
    }
    List<String> rest = new ArrayList<>(words);
    rest.set(0, first.substring(start));
    lines.add(new ExecLine(first.substring(0, start), rest));
    words.clear();
  }

  /**
   * At blanks outside quotes. Quotes begin and end anywhere in a word; a backslash takes one along.
   */
  private static List<String> split(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        word.append(c).append(value.charAt(++i));
        continue;
      }
      if (quote == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
      word.append(c);
    }
    if (quote != 0) {
      throw Failure.failed("ExecStart=" + value + ": a quote is not closed");
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  boolean hasPrefix(char prefix) {
    return prefixes.indexOf(prefix) >= 0;
  }

  /** The program, as written. */
  String program() {
    return words.getFirst();
  }

  /** Is it run with root's ids whatever User= says? */
  boolean keepsRoot() {
    return hasPrefix('+') || hasPrefix('!');
  }

  /**
   * The same command, run by another.
   *
   * @param more prefixes that it needs besides its own
   * @param wrapper words as they are to be written
   */
  String wrapped(String more, List<String> wrapper) {
    List<String> all = new ArrayList<>(wrapper);
    // As the first word a dollar sign was one; as an argument it begins a variable, but after ":".
    all.add(hasPrefix(':') ? program() : program().replace("$", "$$"));
    all.addAll(words.subList(1, words.size()));
    return prefixes + more + String.join(" ", all);
  }
}
