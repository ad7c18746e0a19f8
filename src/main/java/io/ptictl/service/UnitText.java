package io.ptictl.service;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a unit file taken apart, by the rules of systemd.syntax(7): sections, assignments,
 * comments, and lines that a backslash continues. Values stay as they are written.
 *
 * @param assignments in the order of the file
 */
record UnitText(List<Assignment> assignments) {
  /** One line {@code key=value} in a section. */
  record Assignment(String section, String key, String value) {}

  UnitText {
    assignments = List.copyOf(assignments);
  }

  static UnitText parse(String text) {
    List<Assignment> assignments = new ArrayList<>();
    String section = "";
    for (String line : logicalLines(text)) {
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
      } else if (equals > 0) {
        String key = line.substring(0, equals).strip();
        assignments.add(new Assignment(section, key, line.substring(equals + 1).strip()));
      }
    }
    return new UnitText(assignments);
  }

  /**
   * Joined as systemd does: a backslash at the end becomes a blank, comments between are nothing.
   */
  private static List<String> logicalLines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String start = line.stripLeading();
      if (start.startsWith("#") || start.startsWith(";")) {
        continue;
      }
      boolean continues = endsWithBackslash(line);
      open.append(continues ? line.substring(0, line.length() - 1) + " " : line);
      if (!continues) {
        lines.add(open.toString().strip());
        open.setLength(0);
      }
    }
    lines.add(open.toString().strip());
    return lines;
  }

  /** One that is not itself escaped. */
  private static boolean endsWithBackslash(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }
}
