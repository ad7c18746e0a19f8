package io.ptictl.cli;

import io.ptictl.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this program's own parts are. */
final class Checkout {
  private Checkout() {}

  /**
   * The native launcher, absolute.
   *
   * @throws Failure (unsupported) if it has not been compiled
   */
  static Path launcher() {
    return program("ptictl");
  }

  /**
   * The program that measures entries in a guest, absolute.
   *
   * @throws Failure (unsupported) if it has not been compiled
   */
  static Path meter() {
    return program("lib/meter");
  }

  private static Path program(String name) {
    Path program = Path.of(System.getProperty("ptictl.home", "."), "build", name).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw Failure.unsupported(program + ": not there; run ./ptictl, which compiles it");
    }
    return program;
  }
}
