package io.ptictl.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of capabilities.
 *
 * @param bits one for each constant of {@link Capability}, by its ordinal
 */
public record CapabilitySet(int bits) {
  /** None. */
  public static final CapabilitySet NONE = new CapabilitySet(0);

  /** All that are known here. */
  public static final CapabilitySet ALL = of(Capability.values());

  /** Those that "the capability" means: either of them lets a process opt out. */
  public static final CapabilitySet TO_OPT_OUT = of(Capability.PAYLOAD, Capability.SYS_RAWIO);

  /** Those of {@code CAP_FS_SET}, which setfsuid(2) takes and gives. */
  static final CapabilitySet OF_FILES = of(Capability.DAC_OVERRIDE);

  /** A set of these. */
  public static CapabilitySet of(Capability... capabilities) {
    int bits = 0;
    for (Capability each : capabilities) {
      bits |= 1 << each.ordinal();
    }
    return new CapabilitySet(bits);
  }

  /** Is this one in it? */
  public boolean has(Capability one) {
    return (bits & 1 << one.ordinal()) != 0;
  }

  /** Is any of those in it? */
  public boolean hasAny(CapabilitySet those) {
    return (bits & those.bits) != 0;
  }

  /** Are all of those in it? */
  public boolean hasAll(CapabilitySet those) {
    return (those.bits & ~bits) == 0;
  }

  /** Those in both. */
  public CapabilitySet and(CapabilitySet other) {
    return new CapabilitySet(bits & other.bits);
  }

  /** Those in either. */
  public CapabilitySet or(CapabilitySet other) {
    return new CapabilitySet(bits | other.bits);
  }

  /** Without those. */
  public CapabilitySet without(CapabilitySet those) {
    return new CapabilitySet(bits & ~those.bits);
  }

  /** The members, in the order of their numbers. */
  public List<Capability> members() {
    return Arrays.stream(Capability.values()).filter(this::has).toList();
  }

  /** {@code all}, {@code none}, or the words joined by plus signs. */
  @Override
  public String toString() {
    if (equals(ALL)) {
      return "all";
    }
    return bits == 0
        ? "none"
        : members().stream().map(Capability::word).collect(Collectors.joining("+"));
  }
}
