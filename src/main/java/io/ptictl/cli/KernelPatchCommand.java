package io.ptictl.cli;

import io.ptictl.kbuild.Feature;
import io.ptictl.kbuild.TreePatcher;
import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl kernel patch}: the feature into a kernel source tree. */
@Command(
    name = "patch",
    header = "Applies the feature to a kernel source tree.",
    description = {
      "Applies the feature to the kernel source tree DIR, all of it or, if one hook does not fit"
          + " exactly, nothing. Prints the files that are new or changed.",
      ""
    },
    footer = {"", "Exit status: 0, or 1 with DIR unchanged."},
    mixinStandardHelpOptions = true)
final class KernelPatchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "where the kernel's top Makefile is")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Path> changed = new TreePatcher(Feature.ofThisCheckout()).apply(directory);
    PrintWriter out = spec.commandLine().getOut();
    changed.forEach(out::println);
    return ExitStatus.YES;
  }
}
