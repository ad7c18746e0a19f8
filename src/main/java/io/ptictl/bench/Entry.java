package io.ptictl.bench;

/** A way into the kernel and back to user code, as {@code guest/meter} measures it. */
public enum Entry {
  /** getppid by SYSCALL and SYSRET, the shortest there is. */
  SYSCALL("system call"),
  /** getppid by {@code int $0x80}: an interrupt gate, and back by IRET. */
  INT80("int 0x80"),
  /** The page is there; only its entry in the page table is not. */
  FAULT("page fault"),
  /** A timer's, that finds user code running. */
  INTERRUPT("interrupt");

  private final String words;

  Entry(String words) {
    this.words = words;
  }

  /** As tables and JSON name it. */
  public String words() {
    return words;
  }

  /** As {@code guest/meter} names it. */
  String meterWord() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
