package io.ptictl.cli;

import io.ptictl.bench.ModelBench;
import io.ptictl.bench.ModelFigures;
import io.ptictl.bench.ServerModel;
import io.ptictl.bench.ServerModelBench;
import io.ptictl.kbuild.Purpose;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          + " costs it, and shows that beside the difference that is really measured. The same for"
          + " Debian's haproxy, Redis and PostgreSQL, whose entries ptictl estimate counts in the"
          + " guest; they are held to nothing.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if all that touch at most 64 pages are within 15 %%, 1 if not, or",
      "a guest failed; 3 if packages are missing."
    },
    mixinStandardHelpOptions = true)
final class LabEstimateCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(names = "--repeat", paramLabel = "N", description = "repetitions: 1 to 99, 9 by default")
  private int repetitions = 9;

  @Option(names = "--quick", description = "run no servers")
  private boolean quick;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    Repetitions.require("--repeat", repetitions);
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Path patched =
        quick ? kernels.require(Purpose.LAB) : kernels.require(Purpose.LAB, Purpose.SERVERS);
    ModelFigures figures;
    try (Progress progress = Bar.open()) {
      figures =
          new ModelBench(MachineSpec.of(patched), Programs.own("lib/meter"), repetitions, progress)
              .run();
    }
    List<EstimateComparison> rows = EstimateComparison.of(figures);
    List<ServerComparison> servers =
        (quick ? List.<ServerModel>of() : servers(patched))
            .stream().map(model -> ServerComparison.of(model, figures, rows)).toList();
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("estimate-check", rows.stream().map(EstimateComparison::members).toList());
      members.put("programs", servers.stream().map(ServerComparison::members).toList());
      Json.print(out, members);
    } else {
      EstimateCheckText.print(figures, rows, servers, out);
    }
    return rows.stream().allMatch(EstimateComparison::holds) ? ExitStatus.YES : ExitStatus.NO;
  }

  private List<ServerModel> servers(Path patched) throws InterruptedException {
    try (Progress progress = Bar.open()) {
      return new ServerModelBench(
              MachineSpec.of(patched), Programs.own("ptictl"), repetitions, progress)
          .run();
    }
  }
}
