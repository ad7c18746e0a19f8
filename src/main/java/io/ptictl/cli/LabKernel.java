package io.ptictl.cli;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The kernel that a lab command boots, with all that it takes to have and to boot it. */
final class LabKernel {
  private final Consumer<String> notices;
  private final DebianPackages packages;

  /**
   * @param err for notices
   * @param noInstall install no Debian packages
   */
  LabKernel(PrintWriter err, boolean noInstall) {
    notices = Bar.notices(err);
    packages = noInstall ? DebianPackages.refusing() : DebianPackages.installing(notices);
  }

  /**
   * The patched vmlinux, built if need be, with progress on a terminal.
   *
   * @param purposes what is to be done with it
   * @throws Failure if packages are missing or the build fails
   */
  Path require(Purpose... purposes) {
    return require(Variant.PATCHED, purposes);
  }

  /** The same for any variant. */
  Path require(Variant variant, Purpose... purposes) {
    return requireKernel(variant, purposes).vmlinux();
  }

  /** The same, with all that belongs to it. */
  Kernel requireKernel(Variant variant, Purpose... purposes) {
    requirePackages(
        Stream.concat(Stream.of(Purpose.KERNEL), Stream.of(purposes)).toArray(Purpose[]::new));
    try (Progress progress = Bar.open()) {
      return Kernels.ofThisMachine(notices).get(variant, progress);
    }
  }

  /** Only the packages, for what does without one of these kernels. */
  void requirePackages(Purpose... purposes) {
    try (Progress progress = Bar.open()) {
      packages.require(progress, purposes);
    }
  }
}
