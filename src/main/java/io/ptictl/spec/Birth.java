package io.ptictl.spec;

/** The ways to make a task (clone(2)). */
public enum Birth {
  /** A process with a copy of the memory. */
  FORK("fork", false, false),
  /** A process with the same memory; its parent waits until it executes a program or ends. */
  VFORK("vfork", true, false),
  /** A thread of the same process. */
  THREAD("thread", true, false),
  /** A process with the same memory: CLONE_VM. */
  CLONE_VM("clone-vm", true, false),
  /** A process with a copy, in a user namespace of its own: CLONE_NEWUSER. */
  CLONE_NEWUSER("clone-newuser", false, true),
  /** A process with the same memory, in a user namespace of its own: CLONE_VM|CLONE_NEWUSER. */
  CLONE_VM_NEWUSER("clone-vm-newuser", true, true);

  private final String word;
  private final boolean sharesMemory;
  private final boolean entersNamespace;

  Birth(String word, boolean sharesMemory, boolean entersNamespace) {
    this.word = word;
    this.sharesMemory = sharesMemory;
    this.entersNamespace = entersNamespace;
  }

  /** The word of the event. */
  public String word() {
    return word;
  }

  boolean sharesMemory() {
    return sharesMemory;
  }

  boolean entersNamespace() {
    return entersNamespace;
  }
}
