package io.ptictl.bench;

import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Under which kernel, and how, entries are counted. */
public enum CountedLeg {
  /** The kernel without the feature, isolating: what an isolated process is compared with. */
  UNPATCHED("unpatched", false, PtiMode.AUTO, false, "-"),
  /** Isolated, on a machine where others may opt out. */
  ISOLATED("isolated", true, PtiMode.AUTO, true, "enabled"),
  /** Opted out. */
  OPTED_OUT("opted out", true, PtiMode.AUTO, true, "disabled"),
  /** The feature is in the kernel, and was not switched on at boot. */
  SWITCHED_OFF("switched off", true, PtiMode.AUTO, false, "enabled"),
  /** The kernel without the feature, not isolating: what one that opted out is compared with. */
  UNPATCHED_PTI_OFF("unpatched pti=off", false, PtiMode.OFF, false, "-"),
  /** The kernel with the feature, not isolating. */
  PTI_OFF("pti=off", true, PtiMode.OFF, false, "not in use");

  private final String words;
  private final boolean patched;
  private final PtiMode pti;
  private final boolean optout;
  private final String process;

  CountedLeg(String words, boolean patched, PtiMode pti, boolean optout, String process) {
    this.words = words;
    this.patched = patched;
    this.pti = pti;
    this.optout = optout;
    this.process = process;
  }

  /** As tables and JSON name it. */
  public String words() {
    return words;
  }

  /** What is alike to this machine but for the kernel and how it is booted: what it runs in. */
  MachineSpec machine(MachineSpec like, Path unpatched, Path withFeature) {
    return like.withKernel(patched ? withFeature : unpatched).withPti(pti).withOptout(optout);
  }

  /** Legs by the machine that they can share, both in their order. */
  static Map<MachineSpec, List<CountedLeg>> byMachine(
      List<CountedLeg> legs, MachineSpec like, Path unpatched, Path patched) {
    return legs.stream()
        .collect(
            Collectors.groupingBy(
                leg -> leg.machine(like, unpatched, patched),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** Is the machine booted with the opt-out switched on? */
  boolean optout() {
    return optout;
  }

  /**
   * @throws Failure if what was measured is not this leg
   */
  void require(MeterOutput output) {
    require(output.machine(), output.process(), output.entryCr3());
  }

  /**
   * The same.
   *
   * @param machine what the kernel says of Meltdown
   * @param process the kernel's word for the process's isolation; "-" where it has none
   * @param entryCr3 as the kernel shows it; "-" where it shows none
   */
  void require(String machine, String process, String entryCr3) {
    boolean isolating = machine.startsWith("Mitigation: PTI");
    boolean right =
        isolating == (pti == PtiMode.AUTO)
            && process.equals(this.process)
            && entryCr3.equals("-") != optout
            && (!optout || PageTables.user(Long.decode(entryCr3)) == (this == ISOLATED));
    if (!right) {
      throw Failure.failed(
          words
              + ": the machine says "
              + machine
              + ", the process "
              + process
              + ", entry CR3 "
              + entryCr3);
    }
  }
}
