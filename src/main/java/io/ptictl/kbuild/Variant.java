package io.ptictl.kbuild;

/** Which kernel: with the feature or without it. The configuration is the same otherwise. */
public enum Variant {
  /** Debian's source with the feature applied and switched on in the configuration. */
  PATCHED("patched"),
  /** Debian's source as it is. */
  UNPATCHED("unpatched");

  private final String word;

  Variant(String word) {
    this.word = word;
  }

  /** The word in messages, cache keys and JSON. */
  public String word() {
    return word;
  }
}
