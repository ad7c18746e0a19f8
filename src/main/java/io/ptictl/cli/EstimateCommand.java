package io.ptictl.cli;

import io.ptictl.estimate.ModelCheck;
import io.ptictl.estimate.ModelCheckJson;
import io.ptictl.estimate.ModelCheckText;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl estimate}. */
@Command(
    name = "estimate",
    header = "Says what isolation costs a workload.",
    description = {
      "Reckons by a model that was fitted to published measurements; --check shows those beside"
          + " what the model makes of them.",
      ""
    },
    footer = {"", "Exit status: 0; 2 if the command line is wrong."},
    mixinStandardHelpOptions = true)
final class EstimateCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(names = "--check", description = "show how well the model reproduces what was published")
  private boolean check;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() {
    if (!check) {
      throw Failure.usage("estimate: nothing to do; give --check");
    }
    PrintWriter out = self.commandLine().getOut();
    ModelCheck published = ModelCheck.ofPublished();
    if (json) {
      Json.print(out, ModelCheckJson.members(published));
    } else {
      ModelCheckText.print(published, out);
    }
    return ExitStatus.YES;
  }
}
