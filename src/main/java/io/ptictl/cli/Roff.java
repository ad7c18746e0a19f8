package io.ptictl.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in the language of man(7): what the reader sees is what was given. Not thread-safe. */
final class Roff {
  private static final int SOURCE_COLUMNS = 78;

  private final StringBuilder text = new StringBuilder();

  /** A macro with arguments: titles, names, dates. */
  Roff macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(argument).append('"');
    }
    text.append('\n');
    return this;
  }

  /**
   * Words that are filled and adjusted, on source lines of their own.
   *
   * @param marked from {@link #plain}, {@link #bold} and {@link #italic}
   */
  Roff words(String marked) {
    StringBuilder line = new StringBuilder();
    for (String word : marked.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > SOURCE_COLUMNS) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return line(line.toString());
  }

  /** One source line, from its first character on no macro. */
  Roff line(String marked) {
    boolean control = marked.startsWith(".") || marked.startsWith("'");
    text.append(control ? "\\&" : "").append(marked).append('\n');
    return this;
  }

  /** Lines as they are. */
  Roff unfilled(List<String> lines) {
    macro("RS", "4").macro("nf");
    lines.forEach(each -> line(plain(each)));
    return macro("fi").macro("RE");
  }

  static String bold(String plain) {
    return "\\fB" + plain(plain) + "\\fR";
  }

  static String italic(String plain) {
    return "\\fI" + plain(plain) + "\\fR";
  }

  /** Each character as itself, hyphens and quotes as they are typed into a shell. */
  static String plain(String plain) {
    return plain
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("~", "\\(ti")
        .replace("^", "\\(ha")
        .replace("`", "\\(ga")
        .replace("'", "\\(aq");
  }

  /** A text of several lines cut where a line is blank. */
  static List<List<String>> paragraphs(List<String> lines) {
    List<List<String>> all = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        open.add(line);
      } else if (!open.isEmpty()) {
        all.add(List.copyOf(open));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      all.add(List.copyOf(open));
    }
    return all;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
