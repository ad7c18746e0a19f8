package io.ptictl.report;

/** Text from elsewhere (a process, a file, a unit) made safe for a terminal. */
public final class Printable {
  private Printable() {}

  /**
   * The text on one line that no terminal obeys: control characters, line ends, and characters that
   * turn the direction of writing become escapes such as {@code \n}, {@code \x1b} or {@code
   * \}{@code u202e}; a backslash stays as it is.
   */
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && isPlain(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      append(escaped, text.charAt(i));
    }
    return escaped.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f || c >= 0xa0 && !turnsDirection(c) && !endsLine(c);
  }

  /** LRM, RLM, and the embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
  private static boolean turnsDirection(char c) {
    return c == 0x200e || c == 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }

  private static boolean endsLine(char c) {
    return c == 0x2028 || c == 0x2029;
  }

  private static void append(StringBuilder escaped, char c) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\t' -> escaped.append("\\t");
      case '\r' -> escaped.append("\\r");
      default -> {
        if (isPlain(c)) {
          escaped.append(c);
        } else if (c < 0x100) {
          escaped.append("\\x").append(Character.forDigit(c >> 4, 16));
          escaped.append(Character.forDigit(c & 15, 16));
        } else {
          escaped.append("\\u").append(Integer.toHexString(c));
        }
      }
    }
  }
}
