package io.ptictl.spec;

/** The isolation state of a process (of its mm), as the kernel and the tools name it. */
public enum Isolation {
  /** Isolated: the default. */
  ON(0, "enabled", "on"),
  /** Opted out. */
  OFF(1, "disabled", "off"),
  /** Opted out; what it executes is isolated. */
  OFF_NOEXEC(2, "disabled until exec", "off-until-exec"),
  /** Isolated for ever. */
  FORCED(3, "forced", "forced"),
  /** The machine does not isolate: CPU not affected, or pti=off. */
  NOT_IN_USE(4, "not in use", "not-in-use");

  private final int abi;
  private final String kernelWord;
  private final String word;

  Isolation(int abi, String kernelWord, String word) {
    this.abi = abi;
    this.kernelWord = kernelWord;
    this.word = word;
  }

  /** The value of {@code ARCH_PTI_SET} and {@code ARCH_PTI_GET} (asm/prctl.h). */
  public int abi() {
    return abi;
  }

  /** The word in {@code /proc/PID/status} and {@code /proc/PID/page_table_isolation}. */
  public String kernelWord() {
    return kernelWord;
  }

  /** The word in tables and JSON. */
  public String word() {
    return word;
  }

  /** Does a process in this state run user code on the kernel's page tables by its own choice? */
  public boolean optedOut() {
    return this == OFF || this == OFF_NOEXEC;
  }

  /**
   * @param word as the kernel writes it, without the line's end
   * @throws IllegalArgumentException if no state has this word
   */
  public static Isolation ofKernelWord(String word) {
    for (Isolation state : values()) {
      if (state.kernelWord.equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no isolation state \"" + word + "\"");
  }
}
