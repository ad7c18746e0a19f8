package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** A processor for a machine, and with it the emulator. Immutable. */
public final class Cpu {
  private static final Emulator QEMU = new Qemu();
  private static final Emulator BOCHS = new Bochs();

  /** QEMU's Skylake. Meltdown affects it; under TCG it has neither PCID nor INVPCID. */
  public static final Cpu SKYLAKE = new Cpu("skylake", QEMU, "Skylake-Client");

  /** Bochs' Sandy Bridge: affected, with PCID, without INVPCID. */
  public static final Cpu SANDY_BRIDGE =
      new Cpu("sandy-bridge", BOCHS, "corei7_sandy_bridge_2600k");

  /** Bochs' Haswell: affected, with PCID and INVPCID. */
  public static final Cpu HASWELL = new Cpu("haswell", BOCHS, "corei7_haswell_4770");

  /** Bochs' Broadwell: affected, with PCID and INVPCID. */
  public static final Cpu BROADWELL = new Cpu("broadwell", BOCHS, "broadwell_ult");

  /** Bochs' Skylake-X: affected, with PCID and INVPCID. */
  public static final Cpu SKYLAKE_X = new Cpu("skylake-x", BOCHS, "corei7_skylake_x");

  private static final List<Cpu> NAMED =
      List.of(SKYLAKE, SANDY_BRIDGE, HASWELL, BROADWELL, SKYLAKE_X);

  private final String name;
  private final Emulator emulator;
  private final String model;

  private Cpu(String name, Emulator emulator, String model) {
    this.name = name;
    this.emulator = emulator;
    this.model = model;
  }

  /** All that have a name of their own; the first one is the default. */
  public static List<Cpu> named() {
    return NAMED;
  }

  /**
   * The one of this name.
   *
   * @throws Failure (usage) if there is none
   */
  public static Cpu named(String name) {
    return NAMED.stream()
        .filter(cpu -> cpu.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Failure.usage("CPU " + name + ": must be one of " + names()));
  }

  /**
   * A model of QEMU's.
   *
   * @param model its name, with features, as {@code -cpu} takes it
   */
  public static Cpu ofQemu(String model) {
    return new Cpu(model, QEMU, model);
  }

  /** What to call it. */
  public String name() {
    return name;
  }

  /**
   * Is it emulated by Bochs? Such a machine has its own root directory, into which only {@link
   * MachineSpec#withFiles} puts something, and cannot be paused or watched from outside. Its clock
   * counts instructions: {@link #INSTRUCTIONS_PER_SECOND} of them are its second.
   */
  public boolean isOfBochs() {
    return emulator == BOCHS;
  }

  /** The rate of a Bochs machine's clocks, and of its time stamp counter. */
  public static final long INSTRUCTIONS_PER_SECOND = Bochs.INSTRUCTIONS_PER_SECOND;

  Emulator emulator() {
    return emulator;
  }

  String model() {
    return model;
  }

  private static String names() {
    return NAMED.stream().map(Cpu::name).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name;
  }
}
