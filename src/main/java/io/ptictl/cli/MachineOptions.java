package io.ptictl.cli;

import io.ptictl.kbuild.Purpose;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.report.Failure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a lab machine is described. */
final class MachineOptions {
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,7})([MG]?)");

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
      names = {"-v", "--verbose"},
      description = "show the kernel's console")
  boolean verbose;

  @Option(
      names = "--no-install",
      description = "if Debian packages are missing, tell which and exit with status 3")
  boolean noInstall;

  /**
   * Boots the machine they describe.
   *
   * @throws Failure if a value is wrong, or the machine does not come up
   */
  Machine boot(PrintWriter err) throws InterruptedException {
    MachineSpec spec = spec(err);
    return verbose
        ? Machine.boot(spec, new FileOutputStream(FileDescriptor.err))
        : Machine.boot(spec);
  }

  /**
   * The machine they describe, its kernel built if need be.
   *
   * @throws Failure (usage) if a value is wrong, before anything is done
   */
  private MachineSpec spec(PrintWriter err) {
    MachineSpec spec =
        MachineSpec.of(Path.of("/"))
            .withPti(mode())
            .withProcessors(number())
            .withMemory(mebibytes())
            .withTalkative(verbose);
    return spec.withKernel(kernelFile(err));
  }

  private PtiMode mode() {
    return Arrays.stream(PtiMode.values())
        .filter(mode -> mode.word().equals(pti))
        .findFirst()
        .orElseThrow(() -> Failure.usage("--pti " + pti + ": must be on, off or auto"));
  }

  private int number() {
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

  private Path kernelFile(PrintWriter err) {
    if (kernel == null) {
      return new LabKernel(err, noInstall).require(Purpose.LAB);
    }
    if (!Files.isRegularFile(kernel) || !Files.isReadable(kernel)) {
      throw Failure.failed(kernel + ": no such kernel, or not readable");
    }
    new LabKernel(err, noInstall).requirePackages(Purpose.LAB);
    return kernel.toAbsolutePath();
  }
}
