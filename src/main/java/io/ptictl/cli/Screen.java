package io.ptictl.cli;

import io.ptictl.report.Progress;
import io.ptictl.report.Progresses;
import io.ptictl.sys.SystemCallException;
import io.ptictl.sys.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is at the other end of this process's standard streams. */
final class Screen {
  /** What terminals that do not say how wide they are have. */
  private static final int USUAL_COLUMNS = 80;

  private Screen() {}

  /** Where a line of standard output is to end, or 0 if anywhere: it is no terminal. */
  static int outputWidth() {
    return isTerminal(1) ? columns(1) : 0;
  }

  /** Can the user be asked something? */
  static boolean canAsk() {
    return isTerminal(0) && isTerminal(2);
  }

  /** How long work shows on standard error how far it is. */
  static Progress progress() {
    boolean terminal = isTerminal(2);
    return Progresses.on(System.err, terminal, terminal ? columns(2) : 0);
  }

  private static boolean isTerminal(int descriptor) {
    return mayBeTerminal(descriptor) && new Terminal(descriptor).isTerminal();
  }

  /** Spares pipes and files the time that the first downcall takes. */
  private static boolean mayBeTerminal(int descriptor) {
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return file.startsWith("/dev") && !file.endsWith("null");
    } catch (IOException _) {
      return false;
    }
  }

  private static int columns(int descriptor) {
    try {
      int columns = new Terminal(descriptor).size().columns();
      return columns == 0 ? USUAL_COLUMNS : columns;
    } catch (SystemCallException _) {
      return USUAL_COLUMNS;
    }
  }
}
