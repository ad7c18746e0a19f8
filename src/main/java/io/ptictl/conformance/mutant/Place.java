package io.ptictl.conformance.mutant;

import io.ptictl.conformance.Plan;
import io.ptictl.lab.Cpu;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Machine.Lockdown;
import io.ptictl.spec.Machine.Use;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The machines on which a kernel is looked at. */
enum Place {
  /** Isolation is on and opting out allowed: nearly everything shows here. The third is idle. */
  ALLOWED("3 CPUs", "", Duration.ofMinutes(1)),
  /** Nobody may opt out: the administrator did not ask for it. */
  SWITCHED_OFF("switched off", "", Duration.ofMinutes(1)),
  /** There is no isolation to opt out of. */
  NOT_IN_USE("pti=off", "not in use", Duration.ofMinutes(1)),
  /** With PCID and INVPCID, and one CPU: what is slow is not to be slower. */
  PCID("Haswell", "", Duration.ofMinutes(5));

  private final String words;
  private final String tests;
  private final Duration patience;

  Place(String words, String tests, Duration patience) {
    this.words = words;
    this.tests = tests;
    this.patience = patience;
  }

  /** In reports. */
  String words() {
    return words;
  }

  /** The word by which the self-tests are chosen; empty: all. */
  String tests() {
    return tests;
  }

  /** What is compared with the specification there; empty: nothing, as it would take too long. */
  Optional<Plan> plan() {
    return switch (this) {
      case ALLOWED -> Optional.of(brief(Machine.LAB));
      case SWITCHED_OFF -> Optional.of(brief(new Machine(Use.IN_USE, false, Lockdown.NONE)));
      case NOT_IN_USE -> Optional.of(brief(new Machine(Use.OFF_AT_BOOT, true, Lockdown.NONE)));
      case PCID -> Optional.empty();
    };
  }

  private static Plan brief(Machine booted) {
    return Plan.brief(booted, 0, 0);
  }

  /** How long one self-test may take, on a busy host. */
  Duration patience() {
    return patience;
  }

  /** The machine for a kernel; {@code program} is to be found in it. */
  MachineSpec machine(Path kernel, Path program) {
    MachineSpec machine = MachineSpec.of(kernel);
    return switch (this) {
      case ALLOWED -> machine.withProcessors(3);
      case SWITCHED_OFF -> machine.withOptout(false);
      case NOT_IN_USE -> machine.withPti(PtiMode.OFF);
      case PCID ->
          machine.withCpu(Cpu.named("haswell")).withProcessors(1).withFiles(List.of(program));
    };
  }
}
