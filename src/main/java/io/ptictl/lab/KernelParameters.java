package io.ptictl.lab;

import java.util.ArrayList;
import java.util.List;

/** The kernel's command line in a machine. */
final class KernelParameters {
  /** One instruction a nanosecond. */
  private static final String KHZ_OF_INSTRUCTIONS = "1000000";

  private KernelParameters() {}

  static List<String> of(MachineSpec spec, MachineDirectory directory) {
    List<String> all = new ArrayList<>();
    all.add("console=ttyS0");
    if (!spec.talkative()) {
      all.add("quiet");
    }
    // Nobody is there to look at a dead machine: it ends, and its console is told.
    all.add("panic=-1");
    all.add("oops=panic");
    all.add("tsc=reliable");
    // By default that of the host, which the guard of QEMU fills in (guest/tsc.c).
    all.add("tsc_early_khz=" + (spec.instructionClock() ? KHZ_OF_INSTRUCTIONS : "@TSC_KHZ@"));
    all.add("pti=" + spec.pti().word());
    if (spec.optout()) {
      all.add("pti_optout=on");
    }
    // The kernel hands what it does not know to init.
    all.add("ptictl_lab=" + directory.path());
    all.addAll(spec.kernelParameters());
    return all;
  }
}
