package io.ptictl.cli;

import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.lab.Command;
import io.ptictl.lab.CommandFiles;
import io.ptictl.lab.Complaints;
import io.ptictl.lab.Cpu;
import io.ptictl.lab.GuestsOwn;
import io.ptictl.lab.KernelFile;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.policy.Names;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a lab machine is described. */
final class MachineOptions {
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,7})([MG]?)");

  @Option(
      names = "--cpu",
      paramLabel = "CPU",
      description = {
        "skylake, by default: QEMU, fast, without PCID; or, in Bochs, slower, true to the"
            + " instruction: sandy-bridge (with PCID), haswell, broadwell or skylake-x (with PCID"
            + " and INVPCID). Meltdown affects all of them. Bochs' machines see, of this host's"
            + " files, COMMAND and those named in it, the usual small programs, and --with"
      })
  String cpu = Cpu.SKYLAKE.name();

  @Option(
      names = "--with",
      paramLabel = "PATH",
      description =
          "with a CPU of Bochs, also put this file or directory into the machine; repeatable")
  List<Path> with = new ArrayList<>();

  @Option(
      names = "--pti",
      paramLabel = "MODE",
      description =
          "page-table isolation: on, off, or auto, which is on, since the CPU is affected")
  String pti = "auto";

  @Option(names = "--smp", paramLabel = "N", description = "how many CPUs: 1 to 8, 2 by default")
  String processors = "2";

  @Option(
      names = "--memory",
      paramLabel = "M",
      description = "memory in MiB, or with a suffix M or G; 1G by default")
  String memory = "1G";

  @Option(
      names = "--kernel",
      paramLabel = "VMLINUX",
      description = "boot this uncompressed kernel instead of the lab's own")
  @Nullable Path kernel;

  @Option(
      names = "--debug",
      description =
          "boot the debug kernel, see ptictl kernel build --debug, and show what it complains of on"
              + " the console; it is slow")
  boolean debug;

  @Option(
      names = {"-v", "--verbose"},
      description = "show the kernel's console")
  boolean verbose;

  @Mixin InstallOption install = new InstallOption();

  /**
   * Boots the machine they describe.
   *
   * @param command what it is to run
   * @throws Failure if a value is wrong, or the machine does not come up
   */
  Machine boot(Command command, PrintWriter err) throws InterruptedException {
    MachineSpec spec = spec(command, err);
    boolean slow = spec.cpu().isOfBochs() && !verbose;
    try (Progress progress = slow ? Bar.open() : Progress.SILENT) {
      return Machine.boot(spec, console(), progress);
    }
  }

  private OutputStream console() {
    OutputStream shown = new FileOutputStream(FileDescriptor.err);
    if (verbose) {
      return shown;
    }
    return debug ? new Complaints(shown) : OutputStream.nullOutputStream();
  }

  /**
   * The machine they describe, its kernel built if need be.
   *
   * @throws Failure (usage) if a value is wrong, before anything is done
   */
  private MachineSpec spec(Command command, PrintWriter err) {
    with.forEach(MachineOptions::requirePackable);
    MachineSpec spec =
        MachineSpec.of(Path.of("/"))
            .withCpu(Cpu.named(cpu))
            .withPti(mode())
            .withProcessors(number(processors))
            .withMemory(mebibytes())
            .withTalkative(verbose);
    if (spec.cpu().isOfBochs()) {
      spec =
          spec.withFiles(CommandFiles.of(command))
              .withFiles(with)
              .withDirectory(Path.of("").toAbsolutePath());
    }
    return spec.withKernel(kernelFile(spec.cpu(), err));
  }

  /** What would be left out of what is packed must not be left out without a word. */
  private static void requirePackable(Path path) {
    String reason = null;
    if (path.toString().isEmpty()) {
      reason = "a path is needed";
    } else if (!Files.exists(path)) {
      reason = Files.isSymbolicLink(path) ? "leads to no file" : "no such file";
    } else if (GuestsOwn.has(path.toAbsolutePath().normalize())) {
      reason = "the machine has /proc, /sys and /dev of its own";
    } else if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      reason = "neither a regular file nor a directory";
    }
    if (reason != null) {
      throw Failure.usage("--with " + Names.shown(path.toString()) + ": " + reason);
    }
  }

  private PtiMode mode() {
    return Arrays.stream(PtiMode.values())
        .filter(mode -> mode.word().equals(pti))
        .findFirst()
        .orElseThrow(() -> Failure.usage("--pti " + pti + ": must be on, off or auto"));
  }

  /**
   * What {@code --smp} says.
   *
   * @throws Failure (usage) if it is no number of processors
   */
  static int number(String processors) {
    if (!processors.matches("[1-8]")) {
      throw Failure.usage(
          "--smp " + processors + ": must be a number from 1 to " + MachineSpec.MAX_PROCESSORS);
    }
    return Integer.parseInt(processors);
  }

  private int mebibytes() {
    Matcher m = MEMORY.matcher(memory.toUpperCase(Locale.ROOT));
    if (!m.matches()) {
      throw Failure.usage("--memory " + memory + ": must be a number of MiB, such as 512, or 2G");
    }
    long number = Long.parseLong(m.group(1)) * (m.group(2).equals("G") ? 1024 : 1);
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  private Path kernelFile(Cpu emulated, PrintWriter err) {
    Purpose emulator = emulated.isOfBochs() ? Purpose.BOCHS : Purpose.LAB;
    if (kernel == null) {
      Variant variant = debug ? Variant.DEBUG : Variant.PATCHED;
      return install.kernels(err).require(variant, emulator);
    }
    if (debug) {
      throw Failure.usage("--debug and --kernel name two kernels; give one of them");
    }
    Path given = given(kernel);
    install.kernels(err).requirePackages(emulator);
    return given;
  }

  /**
   * What {@code --kernel} says.
   *
   * @throws Failure (usage) if it is none that a machine can be booted with
   */
  static Path given(Path kernel) {
    try {
      return KernelFile.require(kernel);
    } catch (Failure e) {
      throw new Failure(ExitStatus.USAGE, "--kernel " + e.getMessage(), e);
    }
  }
}
