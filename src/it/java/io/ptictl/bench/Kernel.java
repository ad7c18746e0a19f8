package io.ptictl.bench;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.Progress;
import java.nio.file.Path;

/** The kernel that these tests boot. */
final class Kernel {
  private Kernel() {}

  static Path patched() {
    DebianPackages.installing(System.err::println)
        .require(Progress.SILENT, Purpose.KERNEL, Purpose.LAB, Purpose.DEMO);
    return Kernels.ofThisMachine(System.err::println)
        .get(Variant.PATCHED, Progress.SILENT)
        .vmlinux();
  }
}
