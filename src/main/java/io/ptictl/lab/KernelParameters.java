package io.ptictl.lab;

import java.util.ArrayList;
import java.util.List;

/** The kernel's command line in a machine. */
final class KernelParameters {
  private KernelParameters() {}

  /**
   * @param emulator what this emulator's machines need. The kernel hands what it does not know to
   *     init
   */
  static String of(MachineSpec spec, List<String> emulator) {
    List<String> all = new ArrayList<>();
    // By default a serial console is slow, which an exact emulator is true to.
    all.add("console=ttyS0,115200");
    if (!spec.talkative()) {
      all.add("quiet");
    }
    // Nobody is there to look at a dead machine: it ends, and its console is told.
    all.add("panic=-1");
    all.add("oops=panic");
    all.add("tsc=reliable");
    // On a busy host the emulated timer's ticks come too late for the kernel, which gives up then.
    all.add("no_timer_check");
    all.add("pti=" + spec.pti().word());
    if (spec.optout()) {
      all.add("pti_optout=on");
    }
    all.addAll(emulator);
    all.addAll(spec.kernelParameters());
    return String.join(" ", all);
  }
}
