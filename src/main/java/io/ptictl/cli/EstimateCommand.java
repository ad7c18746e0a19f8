package io.ptictl.cli;

import io.ptictl.estimate.CountingPlan;
import io.ptictl.estimate.Estimate;
import io.ptictl.estimate.EstimateJson;
import io.ptictl.estimate.EstimateText;
import io.ptictl.estimate.Interruption;
import io.ptictl.estimate.ModelCheck;
import io.ptictl.estimate.ModelCheckJson;
import io.ptictl.estimate.ModelCheckText;
import io.ptictl.estimate.Processor;
import io.ptictl.estimate.Watch;
import io.ptictl.estimate.Workload;
import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.spec.Isolation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl estimate}. */
@Command(
    name = "estimate",
    header = "Says what isolation costs a workload.",
    description = {
      "Counts how often a process with all its children and threads enters the kernel, by counters"
          + " of the kernel's and without tracing, and reckons by a model that was fitted to"
          + " published measurements what isolation costs it, and what an opt-out would win. Needs"
          + " no kernel with the feature; --cpu reckons for another machine.",
      "",
      "With --pid it counts for --seconds, 10 by default; a COMMAND until it ends, and with"
          + " --seconds the command is ended then. Ctrl-C ends it early and shows what was counted"
          + " until then.",
      ""
    },
    customSynopsis = {
      "ptictl estimate [--seconds N] [--cpu MODEL] [--ghz F] [--no-pcid]",
      "                       [--touched PAGES] [--json] (--pid PID | -- COMMAND [ARG...])",
      "       ptictl estimate --check [--json]"
    },
    footer = {
      "",
      "Exit status: 0; 1 if the process cannot be counted; 2 if the command line is",
      "wrong; 3 if this machine cannot tell; 126 or 127 if COMMAND cannot be executed;",
      "143 or 129 if SIGTERM or SIGHUP ended it."
    },
    mixinStandardHelpOptions = true)
final class EstimateCommand implements Callable<Integer> {
  private static final double USUAL_SECONDS = 10;
  private static final int INT = 2;
  private static final int SIGNALLED = 128;

  @Spec private CommandSpec self;

  @Option(names = "--pid", paramLabel = "PID", description = "count this process")
  private @Nullable String pid;

  @Option(names = "--seconds", paramLabel = "N", description = "count for this long")
  private @Nullable Double seconds;

  @Option(
      names = "--cpu",
      paramLabel = "MODEL",
      description =
          "nehalem, haswell, broadwell or skylake-sp; by default this machine's, if it is affected")
  private @Nullable String cpu;

  @Option(
      names = "--ghz",
      paramLabel = "F",
      description = "the processor's frequency; by default this machine's")
  private @Nullable Double ghz;

  @Option(names = "--no-pcid", description = "reckon for a machine that does not use PCID")
  private boolean noPcid;

  @Option(
      names = "--touched",
      paramLabel = "PAGES",
      description = "4 KiB pages used again between two entries; matters without PCID only")
  private @Nullable Integer touched;

  @Option(names = "--check", description = "show how well the model reproduces what was published")
  private boolean check;

  @Option(names = "--json", description = "print JSON; a COMMAND's output goes to standard error")
  private boolean json;

  @Parameters(paramLabel = "COMMAND", description = "what to start and count")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    if ((check ? 1 : 0) + (pid == null ? 0 : 1) + (command.isEmpty() ? 0 : 1) != 1) {
      throw Failure.usage("estimate: give one of --pid PID, -- COMMAND and --check");
    }
    return check ? check() : estimate();
  }

  private int check() {
    PrintWriter out = self.commandLine().getOut();
    ModelCheck published = ModelCheck.ofPublished();
    if (json) {
      Json.print(out, ModelCheckJson.members(published));
    } else {
      ModelCheckText.print(published, out);
    }
    return ExitStatus.YES;
  }

  private int estimate() throws InterruptedException {
    requirePositive("--seconds", seconds);
    requirePositive("--ghz", ghz);
    requirePositive("--touched", touched);
    int target = pid == null ? 0 : Pids.parse(List.of(pid)).getFirst();
    Processor processor = Processor.of(cpu, noPcid, ghz);
    CountingPlan plan = CountingPlan.ofThisUser();
    Workload workload;
    int signal;
    boolean isolated = pid == null ? MachineState.read().isolating() : isolated(target);
    try (Interruption interruption = new Interruption();
        Progress progress = pid == null ? Progress.SILENT : Bar.open()) {
      double limit =
          seconds != null ? seconds : pid == null ? Double.POSITIVE_INFINITY : USUAL_SECONDS;
      Watch watch = new Watch(plan, limit, interruption, progress);
      workload = pid == null ? watch.of(command, json) : watch.of(target);
      signal = interruption.signal();
    }
    Estimate estimate = Estimate.of(workload, processor, isolated, touched);
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, EstimateJson.members(estimate));
    } else {
      EstimateText.print(estimate, out);
    }
    return signal == 0 || signal == INT ? ExitStatus.YES : SIGNALLED + signal;
  }

  private static boolean isolated(int pid) {
    ProcessStatus status = new Processes().status(pid);
    Isolation state = status == null ? null : status.isolation();
    return state == null
        ? MachineState.read().isolating()
        : !state.optedOut() && state != Isolation.NOT_IN_USE;
  }

  private static void requirePositive(String option, @Nullable Number value) {
    if (value != null && !(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
      throw Failure.usage(option + " " + value + ": must be more than 0");
    }
  }
}
