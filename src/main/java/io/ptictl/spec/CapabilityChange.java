package io.ptictl.spec;

import java.util.Locale;

/** What can be done to the sets of capabilities. */
public enum CapabilityChange {
  /** Out of the permitted, effective and inheritable set, and so out of the ambient: capset(2). */
  DROP,
  /** Out of the effective set: capset(2). */
  LOWER,
  /** From the permitted into the effective set: capset(2). */
  RAISE,
  /** Out of the bounding set: PR_CAPBSET_DROP. */
  BOUND,
  /** Into the inheritable and the ambient set: capset(2) and PR_CAP_AMBIENT_RAISE. */
  AMBIENT;

  /** The word of the event. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
