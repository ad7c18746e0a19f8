package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;

/**
 * The compiler and the linker that make(1) will find.
 *
 * @param compiler the first line of gcc --version
 * @param linker the first line of ld --version
 */
record Toolchain(String compiler, String linker) {
  /** Asks them. */
  static Toolchain found() {
    return new Toolchain(version("gcc"), version("ld"));
  }

  private static String version(String program) {
    ProcessBuilder builder = new ProcessBuilder(program, "--version").redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        String first = lines.readLine();
        while (lines.readLine() != null) {
          // To its end, so that it need not die of SIGPIPE.
        }
        if (first != null) {
          return first;
        }
      }
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.UNSUPPORTED,
          program + ": cannot be executed; run apt-get install gcc binutils",
          e);
    }
    throw Failure.unsupported(program + ": tells no version; run apt-get install gcc binutils");
  }
}
