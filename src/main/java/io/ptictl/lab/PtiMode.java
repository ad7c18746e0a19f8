package io.ptictl.lab;

/** What a machine's kernel is told about page-table isolation (its {@code pti=} parameter). */
public enum PtiMode {
  /** Isolate whatever the processor. */
  ON("on"),
  /** Isolate nobody: the limit that opting out can reach. */
  OFF("off"),
  /** The kernel's default: isolate if the processor is affected. */
  AUTO("auto");

  private final String word;

  PtiMode(String word) {
    this.word = word;
  }

  /** As the kernel and the command line write it. */
  public String word() {
    return word;
  }
}
