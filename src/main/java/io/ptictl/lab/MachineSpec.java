package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What machine to boot. Immutable.
 *
 * @param kernel an uncompressed vmlinux with a PVH entry; or a bzImage, which boots more slowly
 * @param processors how many CPUs, 1 to {@link #MAX_PROCESSORS}
 * @param memoryMiB its memory; taken from the host as it is used
 * @param pti what the kernel is told about isolation
 * @param optout pass {@code pti_optout=on}
 * @param cpu QEMU's model, with features; the default is one that Meltdown affects, so that PTI is
 *     on under {@link PtiMode#AUTO}
 * @param fiveLevel give the CPU 5-level page tables. It is the decompressor that switches to them:
 *     the kernel must be a bzImage
 * @param instructionClock its clock and time stamp counter count instructions, one a nanosecond;
 *     its CPUs run in turn, and all of it more slowly
 * @param kernelParameters further ones, after all others
 * @param talkative the kernel tells on the console what it does; slower
 */
public record MachineSpec(
    Path kernel,
    int processors,
    int memoryMiB,
    PtiMode pti,
    boolean optout,
    String cpu,
    boolean fiveLevel,
    boolean instructionClock,
    List<String> kernelParameters,
    boolean talkative) {

  /** What the lab's kernel is configured for (NR_CPUS). */
  public static final int MAX_PROCESSORS = 8;

  private static final int MIN_MEMORY_MIB = 128;
  private static final int MAX_MEMORY_MIB = 1 << 20;

  /**
   * @throws Failure (usage) if a number is out of range
   */
  public MachineSpec {
    if (processors < 1 || processors > MAX_PROCESSORS) {
      throw Failure.usage(
          "number of processors " + processors + ": must be 1 to " + MAX_PROCESSORS);
    }
    if (memoryMiB < MIN_MEMORY_MIB || memoryMiB > MAX_MEMORY_MIB) {
      throw Failure.usage(
          "memory of " + memoryMiB + " MiB: must be " + MIN_MEMORY_MIB + " to " + MAX_MEMORY_MIB);
    }
    kernelParameters = List.copyOf(kernelParameters);
  }

  /** Two CPUs, 1 GiB, pti=auto on an affected CPU, opting out allowed. */
  public static MachineSpec of(Path kernel) {
    return new MachineSpec(
        kernel, 2, 1024, PtiMode.AUTO, true, "Skylake-Client", false, false, List.of(), false);
  }

  /** With this kernel. */
  public MachineSpec withKernel(Path vmlinux) {
    return new MachineSpec(
        vmlinux,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With this many CPUs. */
  public MachineSpec withProcessors(int n) {
    return new MachineSpec(
        kernel,
        n,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With this much memory. */
  public MachineSpec withMemory(int mebibytes) {
    return new MachineSpec(
        kernel,
        processors,
        mebibytes,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With this {@code pti=}. */
  public MachineSpec withPti(PtiMode mode) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        mode,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With opting out allowed from the boot on, or not. */
  public MachineSpec withOptout(boolean allowed) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        allowed,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With this QEMU CPU model. */
  public MachineSpec withCpu(String model) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        model,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With 5-level page tables, or not; see there for the kernel it takes. */
  public MachineSpec withFiveLevel(boolean five) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        five,
        instructionClock,
        kernelParameters,
        talkative);
  }

  /** With a clock that counts instructions, or one that keeps the host's time. */
  public MachineSpec withInstructionClock(boolean counts) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        counts,
        kernelParameters,
        talkative);
  }

  /** With these kernel parameters added. */
  public MachineSpec plus(String... parameters) {
    List<String> all = new ArrayList<>(kernelParameters);
    all.addAll(List.of(parameters));
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        all,
        talkative);
  }

  /** With a console that tells all. */
  public MachineSpec withTalkative(boolean talks) {
    return new MachineSpec(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talks);
  }
}
