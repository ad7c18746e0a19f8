package io.ptictl.report;

import java.io.PrintStream;

/** Makes the {@link Progress} that fits where it is shown. */
public final class Progresses {
  private Progresses() {}

  /**
   * A bar on a terminal, nothing elsewhere.
   *
   * @param err where messages go
   * @param terminal is that a terminal?
   * @param columns its width
   */
  public static Progress on(PrintStream err, boolean terminal, int columns) {
    return terminal ? new ProgressOnTerminal(err, columns) : Progress.SILENT;
  }
}
