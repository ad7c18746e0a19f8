package io.ptictl.cli;

import io.ptictl.report.Progress;
import io.ptictl.report.Progresses;
import io.ptictl.sys.SystemCallException;
import io.ptictl.sys.Terminal;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Progress and notices on standard error, which may be a terminal. */
final class Bar {
  private static final int STANDARD_ERROR = 2;
  private static final int DEFAULT_COLUMNS = 80;
  private static final String ERASE_LINE = "\r\u001b[K";

  private Bar() {}

  /** A bar on a terminal, nothing elsewhere. */
  static Progress open() {
    Terminal terminal = new Terminal(STANDARD_ERROR);
    if (!terminal.isTerminal()) {
      return Progress.SILENT;
    }
    return Progresses.on(System.err, true, columns(terminal));
  }

  /** Where one-line notices go while a bar may be drawn. */
  static Consumer<String> notices(PrintWriter err) {
    String begin = new Terminal(STANDARD_ERROR).isTerminal() ? ERASE_LINE : "";
    return notice -> err.println(begin + "ptictl: " + notice);
  }

  private static int columns(Terminal terminal) {
    try {
      int columns = terminal.size().columns();
      return columns > 0 ? columns : DEFAULT_COLUMNS;
    } catch (SystemCallException e) {
      return DEFAULT_COLUMNS;
    }
  }
}
