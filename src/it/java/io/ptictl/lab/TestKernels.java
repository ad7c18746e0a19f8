package io.ptictl.lab;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.Progress;

/** The machines that tests boot: on kernels from the cache, or built first. */
public final class TestKernels {
  private TestKernels() {}

  /** A machine with the feature. */
  public static MachineSpec patched() {
    return of(Variant.PATCHED);
  }

  /** A machine with the feature and a CPU of Bochs. */
  public static MachineSpec patchedOn(Cpu cpu) {
    DebianPackages.installing(System.err::println).require(Progress.SILENT, Purpose.BOCHS);
    return patched().withCpu(cpu);
  }

  /** A machine without the feature. */
  public static MachineSpec unpatched() {
    return of(Variant.UNPATCHED);
  }

  /** A machine with the feature that looks for its mistakes; slow. */
  public static MachineSpec debug() {
    return of(Variant.DEBUG);
  }

  private static MachineSpec of(Variant variant) {
    DebianPackages.installing(System.err::println)
        .require(Progress.SILENT, Purpose.KERNEL, Purpose.LAB, Purpose.DEMO);
    return MachineSpec.of(
        Kernels.ofThisMachine(System.err::println).get(variant, Progress.SILENT).vmlinux());
  }
}
