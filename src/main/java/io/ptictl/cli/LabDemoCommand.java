package io.ptictl.cli;

import io.ptictl.bench.DemoJson;
import io.ptictl.bench.DemoResult;
import io.ptictl.bench.DemoText;
import io.ptictl.bench.HaproxyDemo;
import io.ptictl.kbuild.Purpose;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.report.TextPicture;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab demo}: haproxy without isolation, end to end. */
@Command(
    name = "demo",
    header = "Shows haproxy under load, isolated and opted out, side by side.",
    description = {
      "Builds the lab's kernel if need be, boots it twice (one guest by pti=off, as the limit),"
          + " runs Debian's haproxy as user haproxy isolated and opted out, in turn, at a fixed"
          + " request rate and at full speed, and shows what was won and that everything else"
          + " stayed isolated.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if something that must stay isolated did not, or a guest failed; 3 if",
      "packages are missing."
    },
    mixinStandardHelpOptions = true)
final class LabDemoCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(names = "--json", description = "print figures, rounds and states as JSON")
  private boolean json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "rounds to take the median of: 1 to 99, 7 by default")
  private int rounds = HaproxyDemo.ROUNDS;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "also write demo.txt, demo.svg and demo.json there")
  private @Nullable Path output;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    Repetitions.require("--rounds", rounds);
    ResultFiles.require(output);
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Path kernel = kernels.require(Purpose.LAB, Purpose.DEMO);
    DemoResult result;
    try (Progress progress = Bar.open()) {
      result = new HaproxyDemo(kernel, Programs.own("ptictl"), rounds, progress).run();
    }
    if (output != null) {
      List<String> lines = DemoText.lines(result);
      ResultFiles.write(output, "demo", lines, TextPicture.svg(lines), DemoJson.members(result));
    }
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, DemoJson.members(result));
    } else {
      DemoText.lines(result).forEach(out::println);
    }
    return result.othersIsolated() ? ExitStatus.YES : ExitStatus.NO;
  }
}
