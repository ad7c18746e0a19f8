package io.ptictl.bench;

/** Who runs how in a comparison. */
public enum Leg {
  /** Page-table isolation as by default. */
  ISOLATED("isolated"),
  /** Designated: without isolation, everything else on the machine with it. */
  OPTED_OUT("opted out"),
  /** Booted with pti=off: nothing on the machine is isolated. The limit of what can be won. */
  PTI_OFF("pti=off");

  private final String words;

  Leg(String words) {
    this.words = words;
  }

  /** As tables and JSON name it. */
  public String words() {
    return words;
  }
}
