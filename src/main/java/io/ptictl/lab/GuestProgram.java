package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The compiled guest program (guest/), which is also the guard of each emulator. */
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

  /**
   * Makes the list of file capabilities, which the guard of a QEMU makes by itself.
   *
   * @param program this program
   */
  static void listCapabilities(Path program, MachineDirectory directory) {
    try {
      int status =
          new ProcessBuilder(program.toString(), "--capabilities", directory.path().toString())
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw Failure.failed(program + ": status " + status);
      }
    } catch (IOException e) {
      throw new Failure(1, program + ": cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(1, program + ": interrupted", e);
    }
  }
}
