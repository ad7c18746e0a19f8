package io.ptictl.estimate;

/** What is counted of a process. */
public enum Counted {
  /** Nanoseconds on a CPU. */
  CPU_TIME("CPU time"),
  /** System calls. */
  SYSTEM_CALLS("system calls"),
  /** Page faults of user code. */
  FAULTS("page faults"),
  /** Interrupts while it ran, in user code or in the kernel. */
  INTERRUPTS("interrupts"),
  /** Switches from it to another thread. */
  SWITCHES("context switches"),
  /** Pages flushed from the TLB one by one because their mapping changed. */
  FLUSHED_PAGES("pages flushed from the TLB");

  private final String words;

  Counted(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
