package io.ptictl.cli;

import io.ptictl.bench.ModelBench;
import io.ptictl.bench.ModelFigures;
import io.ptictl.kbuild.Purpose;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab estimate-check}: the estimate against what the lab measures. */
@Command(
    name = "estimate-check",
    header = "Holds the estimate against measured differences.",
    description = {
      "Measures in one guest what an entry into the kernel costs, with and without a switch to"
          + " another process, and, without isolation, how many pages each micro-benchmark looks up"
          + " again when the TLB was emptied before each call. Estimates by these what isolation"
          + " costs it, and shows that beside the difference that is really measured.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if all that touch at most 64 pages are within 15 %%, 1 if not, or a guest",
      "failed; 3 if packages are missing."
    },
    mixinStandardHelpOptions = true)
final class LabEstimateCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "repetitions to take the median of: 1 to 99, 5 by default")
  private int repetitions = 5;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    Repetitions.require("--repeat", repetitions);
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Path patched = kernels.require(Purpose.LAB);
    ModelFigures figures;
    try (Progress progress = Bar.open()) {
      figures =
          new ModelBench(MachineSpec.of(patched), Programs.own("lib/meter"), repetitions, progress)
              .run();
    }
    List<EstimateComparison> rows = EstimateComparison.of(figures);
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, "estimate-check", rows.stream().map(EstimateComparison::members).toList());
    } else {
      EstimateCheckText.print(figures, rows, out);
    }
    return rows.stream().allMatch(EstimateComparison::holds) ? ExitStatus.YES : ExitStatus.NO;
  }
}
