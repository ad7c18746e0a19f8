package io.ptictl.kbuild;

/** Which kernel: with the feature or without it. The configuration is the same otherwise. */
public enum Variant {
  /** Debian's source with the feature applied and switched on in the configuration. */
  PATCHED("patched"),
  /** Debian's source as it is. */
  UNPATCHED("unpatched"),
  /** With the feature, its assertions, and the kernel's own means to find mistakes. Slow. */
  DEBUG("debug"),
  /** With the feature, its assertions, and mistakes that a boot parameter makes; see Mutants. */
  MUTANTS("mutants");

  private final String word;

  Variant(String word) {
    this.word = word;
  }

  /** The word in messages, cache keys and JSON. */
  public String word() {
    return word;
  }

  /** Is the feature in it? */
  public boolean hasFeature() {
    return this != UNPATCHED;
  }
}
