package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Programs;
import java.io.IOException;
import java.nio.file.Path;

/** The compiled guest program (guest/), which is also the guard of each emulator. */
final class GuestProgram {
  private GuestProgram() {}

  /**
   * Where it is, absolute.
   *
   * @throws Failure (unsupported) if it has not been compiled
   */
  static Path find() {
    return Programs.own("lib/guest-init");
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
