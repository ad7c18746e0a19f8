package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What machine to boot. Immutable: every method that changes something returns another one, and
 * throws {@link Failure} (usage) if there cannot be such a machine.
 */
public final class MachineSpec implements Cloneable {
  /** What the lab's kernel is configured for (NR_CPUS). */
  public static final int MAX_PROCESSORS = 8;

  private static final int MIN_MEMORY_MIB = 128;
  private static final int MAX_MEMORY_MIB = 1 << 20;

  private Path kernel;
  private int processors = 2;
  private int memoryMiB = 1024;
  private PtiMode pti = PtiMode.AUTO;
  private boolean optout = true;
  private Cpu cpu = Cpu.SKYLAKE;
  private boolean fiveLevel;
  private boolean instructionClock;
  private List<String> kernelParameters = List.of();
  private boolean talkative;
  private List<Path> files = List.of();
  private List<Path> directories = List.of();

  private MachineSpec(Path kernel) {
    this.kernel = kernel;
  }

  /**
   * Two CPUs, 1 GiB, pti=auto on an affected CPU of QEMU's, opting out allowed.
   *
   * @param kernel an uncompressed vmlinux with a PVH entry; for QEMU also a bzImage, which boots
   *     more slowly
   */
  public static MachineSpec of(Path kernel) {
    return new MachineSpec(kernel);
  }

  private MachineSpec with(Consumer<MachineSpec> change) {
    try {
      MachineSpec changed = (MachineSpec) clone();
      change.accept(changed);
      changed.check();
      return changed;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private void check() {
    if (processors < 1 || processors > MAX_PROCESSORS) {
      throw Failure.usage(
          "number of processors " + processors + ": must be 1 to " + MAX_PROCESSORS);
    }
    if (memoryMiB < MIN_MEMORY_MIB || memoryMiB > MAX_MEMORY_MIB) {
      throw Failure.usage(
          "memory of " + memoryMiB + " MiB: must be " + MIN_MEMORY_MIB + " to " + MAX_MEMORY_MIB);
    }
    cpu.emulator().check(this);
  }

  /** With this kernel. */
  public MachineSpec withKernel(Path vmlinux) {
    return with(spec -> spec.kernel = vmlinux);
  }

  /** With this many CPUs, 1 to {@link #MAX_PROCESSORS}. */
  public MachineSpec withProcessors(int n) {
    return with(spec -> spec.processors = n);
  }

  /** With this much memory, which is taken from the host as it is used. */
  public MachineSpec withMemory(int mebibytes) {
    return with(spec -> spec.memoryMiB = mebibytes);
  }

  /** With this {@code pti=}. */
  public MachineSpec withPti(PtiMode mode) {
    return with(spec -> spec.pti = mode);
  }

  /** With opting out allowed from the boot on ({@code pti_optout=on}), or not. */
  public MachineSpec withOptout(boolean allowed) {
    return with(spec -> spec.optout = allowed);
  }

  /** With this CPU, which decides about the emulator. */
  public MachineSpec withCpu(Cpu model) {
    return with(spec -> spec.cpu = model);
  }

  /**
   * With 5-level page tables, or not. It is the decompressor that switches to them: the kernel must
   * be a bzImage.
   */
  public MachineSpec withFiveLevel(boolean five) {
    return with(spec -> spec.fiveLevel = five);
  }

  /**
   * With a clock and a time stamp counter that count instructions, one a nanosecond, or with ones
   * that keep the host's time. All CPUs then run in turn, and more slowly. Under Bochs they count
   * anyway, {@link Cpu#INSTRUCTIONS_PER_SECOND} a second.
   */
  public MachineSpec withInstructionClock(boolean counts) {
    return with(spec -> spec.instructionClock = counts);
  }

  /** With these kernel parameters, after all others. */
  public MachineSpec plus(String... parameters) {
    return with(spec -> spec.kernelParameters = concat(kernelParameters, List.of(parameters)));
  }

  /** With a console on which the kernel tells what it does; slower. */
  public MachineSpec withTalkative(boolean talks) {
    return with(spec -> spec.talkative = talks);
  }

  /**
   * With these files of the host, directories with all that is in them, and the libraries that they
   * need. A machine of QEMU's has all of the host's files anyway; one of Bochs' has besides these
   * only the usual small programs (a shell, coreutils, grep, sed, procps, util-linux).
   */
  public MachineSpec withFiles(List<Path> more) {
    return with(spec -> spec.files = concat(files, more));
  }

  /** With this directory of the host, empty but for files that are there for another reason. */
  public MachineSpec withDirectory(Path directory) {
    return with(spec -> spec.directories = concat(directories, List.of(directory)));
  }

  private static <T> List<T> concat(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Its kernel. */
  public Path kernel() {
    return kernel;
  }

  /** How many CPUs it has. */
  public int processors() {
    return processors;
  }

  /** Its CPU. */
  public Cpu cpu() {
    return cpu;
  }

  int memoryMiB() {
    return memoryMiB;
  }

  PtiMode pti() {
    return pti;
  }

  boolean optout() {
    return optout;
  }

  boolean fiveLevel() {
    return fiveLevel;
  }

  boolean instructionClock() {
    return instructionClock;
  }

  List<String> kernelParameters() {
    return kernelParameters;
  }

  boolean talkative() {
    return talkative;
  }

  List<Path> files() {
    return files;
  }

  List<Path> directories() {
    return directories;
  }

  private List<Object> components() {
    return List.of(
        kernel,
        processors,
        memoryMiB,
        pti,
        optout,
        cpu,
        fiveLevel,
        instructionClock,
        kernelParameters,
        talkative,
        files,
        directories);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MachineSpec spec && components().equals(spec.components());
  }

  @Override
  public int hashCode() {
    return components().hashCode();
  }
}
