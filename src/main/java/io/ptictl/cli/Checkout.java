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
    Path launcher =
        Path.of(System.getProperty("ptictl.home", "."), "build", "ptictl").toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw Failure.unsupported(launcher + ": not there; run ./ptictl, which compiles it");
    }
    return launcher;
  }
}
