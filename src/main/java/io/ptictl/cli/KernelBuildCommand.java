package io.ptictl.cli;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl kernel build}: a lab kernel, from the cache or built. */
@Command(
    name = "build",
    header = "Builds the lab's kernel, or finds it in the cache.",
    description = {
      "Builds Debian's linux-source-6.12 with the feature and the lab's configuration, and prints"
          + " the path of its bzImage as the last line; vmlinux and config lie beside it. A kernel"
          + " that was built before is taken from $XDG_CACHE_HOME/ptictl/kernels, after comparing"
          + " it with the sums recorded then.",
      ""
    },
    footer = {"", "Exit status: 0, 1 if it cannot be built, 3 if packages are missing."},
    mixinStandardHelpOptions = true)
final class KernelBuildCommand implements Callable<Integer> {
  @Option(names = "--unpatched", description = "without the feature, for comparison")
  private boolean unpatched;

  @Option(
      names = "--no-install",
      description = "if Debian packages are missing, tell which and exit with status 3")
  private boolean noInstall;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> notices = notice -> err.println("ptictl: " + notice);
    DebianPackages packages =
        noInstall ? DebianPackages.refusing() : DebianPackages.installing(notices);
    Kernel kernel;
    try (Progress progress = Progress.SILENT) {
      packages.require(progress, Purpose.KERNEL);
      kernel =
          Kernels.ofThisMachine(notices)
              .get(unpatched ? Variant.UNPATCHED : Variant.PATCHED, progress);
    }
    spec.commandLine().getOut().println(kernel.bzImage());
    return ExitStatus.YES;
  }
}
