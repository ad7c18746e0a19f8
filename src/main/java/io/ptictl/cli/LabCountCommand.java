package io.ptictl.cli;

import io.ptictl.bench.CountJson;
import io.ptictl.bench.CountResult;
import io.ptictl.bench.CountText;
import io.ptictl.bench.EntryCounter;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.lab.Cpu;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab count}: instructions of each way through the kernel. */
@Command(
    name = "count",
    header = "Counts the instructions of each way through the kernel.",
    description = {
      "Boots the kernel with and without the feature, in machines whose clock counts instructions,"
          + " and shows what a system call, a software interrupt, a page fault and a timer's"
          + " interrupt take, isolated and opted out, and whether the feature stays within its"
          + " bounds.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if a bound is broken, or a guest failed; 3 if packages are missing."
    },
    mixinStandardHelpOptions = true)
final class LabCountCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(
      names = "--cpu",
      paramLabel = "CPU",
      description =
          "skylake, by default: QEMU, without PCID; or, in Bochs, sandy-bridge, haswell, broadwell"
              + " or skylake-x, with PCID")
  private String cpu = Cpu.SKYLAKE.name();

  @Option(names = "--json", description = "print counts and bounds as JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    Cpu counted = Cpu.named(cpu);
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Path patched = kernels.require(counted.isOfBochs() ? Purpose.BOCHS : Purpose.LAB);
    Path unpatched = kernels.require(Variant.UNPATCHED);
    MachineSpec machine = MachineSpec.of(patched).withProcessors(1).withCpu(counted);
    CountResult result;
    try (Progress progress = Bar.open()) {
      result =
          new EntryCounter(machine, unpatched, patched, Programs.own("lib/meter"), progress).run();
    }
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, CountJson.members(result));
    } else {
      CountText.print(result, out);
    }
    return result.holds() ? ExitStatus.YES : ExitStatus.NO;
  }
}
