package io.ptictl.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether Debian packages that are missing may be installed. */
final class InstallOption {
  @Option(
      names = "--no-install",
      description = "if Debian packages are missing, tell which and exit with status 3")
  private boolean noInstall;

  /**
   * What packages and kernels are had from.
   *
   * @param err for notices
   */
  LabKernel kernels(PrintWriter err) {
    return new LabKernel(err, noInstall);
  }
}
