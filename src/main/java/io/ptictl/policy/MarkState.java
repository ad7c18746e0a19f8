package io.ptictl.policy;

import java.util.Locale;

/** How a mark stands to its record. */
public enum MarkState {
  /** As it was made. */
  OK,
  /** There is a record, and the file is gone or has no mark: its processes start isolated. */
  LOST,
  /** The mark is on another content than the one that was marked. */
  CHANGED,
  /** A rule is broken that was not waived. */
  UNSAFE,
  /** The marked file has another name now. */
  MOVED,
  /** A mark without a record: somebody else made it. */
  UNKNOWN,
  /** It could not be looked at. */
  UNREADABLE;

  /** In tables and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
