package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The compiled guest program (guest/), which is also the guard of each QEMU. */
final class GuestProgram {
  private static final String HOME = "ptictl.home";

  private GuestProgram() {}

  /**
   * Where it is, absolute.
   *
   * @throws Failure (unsupported) if it has not been compiled
   */
  static Path find() {
    Path program =
        Path.of(System.getProperty(HOME, ".")).resolve("build/lib/guest-init").toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw Failure.unsupported(program + ": not there; run ./ptictl, which compiles it");
    }
    return program;
  }
}
