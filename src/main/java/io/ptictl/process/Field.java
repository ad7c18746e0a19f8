package io.ptictl.process;

import org.jspecify.annotations.Nullable;

/** The lines {@code Name:<tab>value} of {@code arch_status} and its like. */
final class Field {
  private Field() {}

  /** The value of the first line with this name, or null if there is none. */
  static @Nullable String of(String text, String name) {
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      int value = start + name.length() + 1;
      if (text.startsWith(name, start) && value <= end && text.charAt(value - 1) == ':') {
        return text.substring(value, end).strip();
      }
      start = end + 1;
    }
    return null;
  }
}
