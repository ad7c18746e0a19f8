package io.ptictl.spec;

import java.util.Locale;

/** The calls that change ids. */
public enum IdCall {
  /** setuid(2). */
  SETUID,
  /** setresuid(-1, ID, -1). */
  SETEUID,
  /** setfsuid(2), which returns no error: whether it worked is read back. */
  SETFSUID,
  /** setgid(2). */
  SETGID,
  /** setresgid(-1, ID, -1). */
  SETEGID,
  /** setfsgid(2). */
  SETFSGID;

  /** Does it change a user id, not a group id? */
  boolean ofUser() {
    return this == SETUID || this == SETEUID || this == SETFSUID;
  }

  /** The word of the event. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
