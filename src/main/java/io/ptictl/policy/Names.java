package io.ptictl.policy;

import io.ptictl.report.Printable;
import io.ptictl.sys.Raw;

/** Names of files, as {@link Raw} strings, for people. */
public final class Names {
  private Names() {}

  /** On one line that no terminal obeys. */
  public static String shown(String raw) {
    return Printable.of(Raw.text(raw));
  }

  /** Has it characters that a line of text cannot have? */
  static boolean hasControls(String raw) {
    return raw.chars().anyMatch(c -> c < ' ' || c == 0x7f);
  }
}
