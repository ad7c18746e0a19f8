package io.ptictl.spec;

/**
 * What holds for the whole machine.
 *
 * @param switchedOn kernel.pti_optout: at boot by {@code pti_optout=}, then only ever off
 */
public record Machine(Use isolation, boolean switchedOn, Lockdown lockdown) {
  /** The machine of the lab: isolation in use, pti_optout=on. */
  public static final Machine LAB = new Machine(Use.IN_USE, true, Lockdown.NONE);

  /** Is page-table isolation in use? */
  public enum Use {
    /** On an affected CPU. */
    IN_USE,
    /** No, by pti=off, on an affected CPU. */
    OFF_AT_BOOT,
    /** No, as the CPU is not affected. */
    NOT_AFFECTED
  }

  /** The levels of /sys/kernel/security/lockdown, in their order. */
  public enum Lockdown {
    NONE,
    INTEGRITY,
    CONFIDENTIALITY
  }

  /** Are there page tables to isolate with? */
  public boolean inUse() {
    return isolation == Use.IN_USE;
  }

  /** Above integrity: opting out is reading kernel memory. */
  public boolean lockedDown() {
    return lockdown == Lockdown.CONFIDENTIALITY;
  }

  Machine withSwitchOff() {
    return new Machine(isolation, false, lockdown);
  }

  Machine withLockdown(Lockdown level) {
    return new Machine(isolation, switchedOn, level);
  }
}
