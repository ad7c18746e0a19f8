package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.Errno;
import io.ptictl.sys.Raw;

/**
 * What the guest said to a start.
 *
 * @param pid the process, if stage is 0
 * @param stage how far it came if it failed: {@code enum stage} of guest/guest.h; else 0
 * @param error the errno; with stage 0: that of entering the directory, or 0
 */
record StartReport(int pid, int stage, int error) {
  private static final int EXEC = 3;

  /** In the words of env(1) and nice(1), with their statuses. */
  void throwIfFailed(Command command) {
    if (stage == 0) {
      return;
    }
    String name = Raw.text(command.argv().getFirst());
    if (stage == EXEC) {
      throw new Failure(
          error == Errno.ENOENT ? ExitStatus.NOT_FOUND : ExitStatus.NOT_EXECUTABLE,
          "failed to execute " + name + ": " + Errno.text(error));
    }
    throw new Failure(
        ExitStatus.WRAPPER_FAILED, name + ": could not be prepared: " + Errno.text(error));
  }
}
