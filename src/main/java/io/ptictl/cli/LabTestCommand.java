package io.ptictl.cli;

import io.ptictl.conformance.ConformanceTest;
import io.ptictl.conformance.Plan;
import io.ptictl.conformance.Replay;
import io.ptictl.conformance.TestReport;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.lab.Cpu;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import io.ptictl.spec.ScriptException;
import io.ptictl.sys.SignalRelay;
import io.ptictl.sys.TextFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab test}: the kernel against the specification. */
@Command(
    name = "test",
    header = "Holds the kernel to the specification.",
    description = {
      "Boots machines and plays sequences of events in them with real processes: every pair of a"
          + " reachable world and an event, every event after every other, then random ones. After"
          + " each event it compares the error and, of every task, the state by arch_prctl, prctl"
          + " and /proc, and the CR3 of its entries, with what ptictl whatif says.",
      "",
      "A sequence in which the kernel does something else is made as short as possible, and shown"
          + " so that ptictl whatif explains it and --replay plays it again. Ctrl-C shows what was"
          + " found so far.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if the kernel does something else than specified, complained",
      "or crashed; 2 if the command line is wrong; 3 if packages are missing; 130 if",
      "interrupted, and nothing was found until then.",
      "",
      "  ptictl lab test --seconds 900",
      "  ptictl lab test --cpu haswell --smp 1 --seconds 600 --junit haswell.xml"
    },
    mixinStandardHelpOptions = true)
final class LabTestCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec self;

  @Option(
      names = "--cpu",
      paramLabel = "CPU",
      description =
          "skylake, by default: QEMU, without PCID; or, in Bochs, slower, sandy-bridge, haswell,"
              + " broadwell or skylake-x, with PCID")
  private String cpu = Cpu.SKYLAKE.name();

  @Option(names = "--smp", paramLabel = "N", description = "how many CPUs: 1 to 8, 2 by default")
  private String processors = "2";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "how long the last and largest machine plays; by default until all pairs and some"
              + " thousand random sequences are done, which takes long")
  private @Nullable Integer seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the random sequences and of the order of the others; drawn by default")
  private @Nullable Long seed;

  @Option(names = "--debug", description = "on the debug kernel; see ptictl kernel build --debug")
  private boolean debug;

  @Option(
      names = "--kernel",
      paramLabel = "VMLINUX",
      description = "on this uncompressed kernel instead of the lab's own")
  private @Nullable Path kernel;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "play nothing but the sequence in this file, in the words of ptictl whatif")
  private @Nullable Path replay;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "also write a report in JUnit's XML")
  private @Nullable Path junit;

  @Option(names = "--json", description = "print the report as JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    if (seconds != null && seconds < 1) {
      throw Failure.usage("--seconds " + seconds + ": must be at least 1");
    }
    // Anything wrong is told before a kernel is built.
    MachineSpec machine =
        MachineSpec.of(Path.of("/"))
            .withCpu(Cpu.named(cpu))
            .withProcessors(MachineOptions.number(processors));
    Plan replayed = plan();
    if (junit != null) {
      ResultFiles.requireFile("--junit", junit);
    }
    MachineSpec spec = machine.withKernel(kernelFile(machine.cpu()));
    TestReport report = run(spec, replayed);
    print(report);
    return report.holds() ? report.interrupted() ? INTERRUPTED : ExitStatus.YES : ExitStatus.NO;
  }

  private TestReport run(MachineSpec spec, @Nullable Plan replayed) throws InterruptedException {
    Thread main = Thread.currentThread();
    try (SignalRelay _ = new SignalRelay(_ -> main.interrupt(), "INT", "TERM", "HUP");
        Progress progress = Bar.open()) {
      if (replayed != null) {
        return new Replay(spec, replayed).run();
      }
      long drawn = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
      return new ConformanceTest(spec, drawn, seconds == null ? 0 : seconds, progress).run();
    }
  }

  private @Nullable Plan plan() {
    if (replay == null) {
      return null;
    }
    try {
      return Replay.plan(TextFile.read(replay));
    } catch (Failure e) {
      // Status 1 would mean that the kernel fails the test.
      throw new Failure(ExitStatus.USAGE, "--replay " + e.getMessage(), e);
    } catch (ScriptException e) {
      throw new Failure(ExitStatus.USAGE, "--replay " + replay + ": " + e.getMessage(), e);
    }
  }

  private Path kernelFile(Cpu emulated) {
    Purpose emulator = emulated.isOfBochs() ? Purpose.BOCHS : Purpose.LAB;
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    if (kernel == null) {
      return kernels.require(debug ? Variant.DEBUG : Variant.PATCHED, emulator);
    }
    if (debug) {
      throw Failure.usage("--debug and --kernel name two kernels; give one of them");
    }
    Path given = MachineOptions.given(kernel);
    kernels.requirePackages(emulator);
    return given;
  }

  private void print(TestReport report) {
    PrintWriter out = self.commandLine().getOut();
    LabTestReport shown = new LabTestReport(report);
    if (json) {
      shown.json(out);
    } else {
      shown.text(out);
    }
    if (junit != null) {
      LabTestJunit.write(report, junit);
    }
  }
}
