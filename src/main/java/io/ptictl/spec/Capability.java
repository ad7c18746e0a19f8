package io.ptictl.spec;

import java.util.Locale;

/**
 * The capabilities that decide anything here (linux/capability.h), and one that stands for the
 * rest.
 */
public enum Capability {
  /** Opens files whatever their mode: /proc/PID/mem, for example. */
  DAC_OVERRIDE(1),
  /** Other group ids. */
  SETGID(6),
  /** Other user ids. */
  SETUID(7),
  /** Takes capabilities out of the bounding set. */
  SETPCAP(8),
  /** One of those that mean nothing here. */
  NET_RAW(13),
  /** Reaches the hardware anyway, and may therefore opt out. */
  SYS_RAWIO(17),
  /** Attaches to processes of other users. */
  SYS_PTRACE(19),
  /** Enters user namespaces, filters system calls. */
  SYS_ADMIN(21),
  /** May opt out and attach to who did: what the feature adds. */
  PAYLOAD(41);

  private final int number;

  Capability(int number) {
    this.number = number;
  }

  /** The bit in the kernel's sets. */
  public int number() {
    return number;
  }

  /** The name as in setcap(8), without {@code cap_}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
