package io.ptictl.report;

/**
 * Something that ends a command and is told to the user in one line: the thing, the reason, the way
 * out. {@code cli} prints it as {@code ptictl: MESSAGE} and exits with {@link #exitStatus()}; no
 * stack trace is ever shown for it.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  /**
   * @param exitStatus one of {@link ExitStatus}
   * @param message one line without a trailing full stop, for example {@code "kernel source
   *     linux-source-6.12: not installed; run apt-get install linux-source-6.12"}
   */
  public Failure(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /** The same, keeping the cause for tests and debuggers. */
  public Failure(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /** The status the process ends with. */
  public int exitStatus() {
    return exitStatus;
  }

  /** A failure of the thing asked for: status {@link ExitStatus#NO}. */
  public static Failure failed(String message) {
    return new Failure(ExitStatus.NO, message);
  }

  /** A wrong command line: status {@link ExitStatus#USAGE}. */
  public static Failure usage(String message) {
    return new Failure(ExitStatus.USAGE, message);
  }

  /** What this machine cannot do: status {@link ExitStatus#UNSUPPORTED}. */
  public static Failure unsupported(String message) {
    return new Failure(ExitStatus.UNSUPPORTED, message);
  }
}
