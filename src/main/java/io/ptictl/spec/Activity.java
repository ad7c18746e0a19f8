package io.ptictl.spec;

/** What a task is busy with. */
public sealed interface Activity {
  /** Able to act. */
  record Running() implements Activity {}

  /**
   * In vfork(2): stopped until that process executes a program or ends.
   *
   * @param child its number
   */
  record AwaitingChild(int child) implements Activity {}

  /**
   * In process_vm_writev(2), stalled on its own source buffer between the access check and the
   * copy: a userfaultfd or FUSE stalls it as long as it likes.
   *
   * @param memory what it will write to
   */
  record Writing(int memory) implements Activity {}

  /** Able to act. */
  Activity RUNNING = new Running();
}
