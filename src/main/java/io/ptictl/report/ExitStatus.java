package io.ptictl.report;

/**
 * The exit statuses of every ptictl command. {@code run} and {@code protect} (which never start a
 * JVM) use the three of env(1); all other commands use the first four.
 */
public final class ExitStatus {
  /** It holds, or all was done. */
  public static final int YES = 0;

  /** It does not hold, or some operand failed. */
  public static final int NO = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = 2;

  /** It cannot be known, or this machine cannot do it. */
  public static final int UNSUPPORTED = 3;

  /** A wrapper failed before it could execute the command. */
  public static final int WRAPPER_FAILED = 125;

  /** The command was found but could not be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** The command was not found. */
  public static final int NOT_FOUND = 127;

  private ExitStatus() {}
}
