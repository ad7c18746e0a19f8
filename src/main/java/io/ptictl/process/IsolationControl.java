package io.ptictl.process;

import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Errno;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.SystemCallException;
import java.util.Objects;

/**
 * Changes the isolation of running processes through {@code /proc/PID/page_table_isolation}. The
 * directory of the process is opened once and everything is read and written below it, so that a
 * number which another process gets meanwhile does no harm.
 */
public final class IsolationControl {
  private static final String FILE = "page_table_isolation";

  /** What makes the kernel answer EBUSY passes: an execve, a write to the memory. */
  private static final long PATIENCE_MILLIS = 1000;

  private static final long PAUSE_MILLIS = 5;

  private final MachineState machine;

  /**
   * @param machine this machine's state, for the reasons of refusals
   */
  public IsolationControl(MachineState machine) {
    this.machine = machine;
  }

  /**
   * Gives a running process this state; returns when all its threads have it.
   *
   * @param pid the number of a process, not of one of its other threads
   * @throws Failure if that is refused or the process is none that could have it; it then has the
   *     state it had
   */
  public void set(int pid, Isolation state) throws InterruptedException {
    try (OpenFile directory = OpenFile.directory("/proc/" + pid)) {
      ProcessStatus status = status(pid, directory);
      status.requireProgram();
      try (OpenFile file = directory.readWriteIn(FILE)) {
        write(file, state);
        verify(pid, file, state);
      } catch (SystemCallException e) {
        throw new Refusal(machine, status, state).of(e);
      }
    } catch (SystemCallException e) {
      throw gone(pid, e);
    }
  }

  private static ProcessStatus status(int pid, OpenFile directory) throws SystemCallException {
    try (OpenFile file = directory.readIn("status")) {
      ProcessStatus status = ProcessStatus.parse(file.read(8192));
      return Objects.requireNonNull(status, () -> "/proc/" + pid + "/status");
    }
  }

  private static void write(OpenFile file, Isolation state)
      throws SystemCallException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (true) {
      try {
        file.write(state.kernelWord());
        return;
      } catch (SystemCallException e) {
        if (e.errno() != Errno.EBUSY || System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** What is isolated for ever, or on a machine that never is, is as isolated as it can be. */
  private static void verify(int pid, OpenFile file, Isolation state) throws SystemCallException {
    String word = file.read(64).strip();
    boolean stays =
        word.equals(Isolation.FORCED.kernelWord())
            || word.equals(Isolation.NOT_IN_USE.kernelWord());
    if (!word.equals(state.kernelWord()) && (state.optedOut() || !stays)) {
      throw Failure.failed(
          "process "
              + pid
              + ": the kernel took \""
              + state.kernelWord()
              + "\" but says \""
              + word
              + "\"; somebody else may have changed it");
    }
  }

  private static Failure gone(int pid, SystemCallException e) {
    return switch (e.errno()) {
      case Errno.ENOENT, Errno.ESRCH ->
          Failure.failed("process " + pid + ": no such process (or not to be seen)");
      default -> Failure.failed("process " + pid + ": " + e.getMessage());
    };
  }
}
