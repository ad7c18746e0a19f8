package io.ptictl.cli;

import io.ptictl.bench.BenchChart;
import io.ptictl.bench.BenchJson;
import io.ptictl.bench.BenchResult;
import io.ptictl.bench.BenchText;
import io.ptictl.bench.LabBench;
import io.ptictl.bench.ServerBench;
import io.ptictl.bench.ServerResult;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab bench}: micro-benchmarks and servers, side by side. */
@Command(
    name = "bench",
    header = "Compares what isolation and the opt-out cost, in micro-benchmarks and servers.",
    description = {
      "Runs system calls, faults, interrupts, processes and pairs of processes on the kernel"
          + " without the feature and on the one with it, isolated and opted out, and with pti=off:"
          + " instructions, CR3 writes and TLB flushes, exactly, and times, in turn. Then Debian's"
          + " haproxy, Redis and PostgreSQL, each asked as fast as it answers: its CPU time and CR3"
          + " writes for one request, and requests per second.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if a bound is broken, or a guest failed; 3 if packages are missing."
    },
    mixinStandardHelpOptions = true)
final class LabBenchCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(
      names = "--quick",
      description = "take no times and run no servers; only what can be counted")
  private boolean quick;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "repetitions of the times, and rounds of servers: 1 to 99, 5 by default")
  private int repetitions = 5;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "also write bench.txt, bench.json and a chart, bench.svg, there")
  private @Nullable Path output;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    Repetitions.require("--repeat", repetitions);
    ResultFiles.require(output);
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Path patched =
        quick ? kernels.require(Purpose.LAB) : kernels.require(Purpose.LAB, Purpose.SERVERS);
    Path unpatched = kernels.require(Variant.UNPATCHED);
    Path meter = Programs.own("lib/meter");
    BenchResult result;
    try (Progress progress = Bar.open()) {
      result =
          new LabBench(
                  MachineSpec.of(patched),
                  unpatched,
                  patched,
                  meter,
                  quick ? 0 : repetitions,
                  progress)
              .run();
    }
    if (!quick) {
      result = result.with(servers(unpatched, patched));
    }
    if (output != null) {
      ResultFiles.write(
          output,
          "bench",
          BenchText.lines(result),
          BenchChart.of(result).svg(),
          BenchJson.members(result));
    }
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, BenchJson.members(result));
    } else {
      BenchText.lines(result).forEach(out::println);
    }
    return result.holds() ? ExitStatus.YES : ExitStatus.NO;
  }

  private ServerResult servers(Path unpatched, Path patched) throws InterruptedException {
    try (Progress progress = Bar.open()) {
      return new ServerBench(
              MachineSpec.of(patched),
              unpatched,
              patched,
              Programs.own("ptictl"),
              repetitions,
              progress)
          .run();
    }
  }
}
