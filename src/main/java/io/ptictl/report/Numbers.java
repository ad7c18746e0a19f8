package io.ptictl.report;

import java.util.Locale;

/** Numbers as they are printed everywhere, whatever the user's locale. Pure. */
public final class Numbers {
  private Numbers() {}

  /** As {@link String#format(String, Object...)} in the root locale. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
