package io.ptictl.cli;

import io.ptictl.kbuild.KernelPackages;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.ToolsPackage;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl kernel deb}: what is installed on a real machine. */
@Command(
    name = "deb",
    header = "Makes Debian packages of the kernel and of ptictl.",
    description = {
      "Builds Debian's linux-source-6.12 with the feature and Debian's own configuration for amd64,"
          + " or the whole configuration FILE, and puts packages of the kernel, of its headers, and"
          + " of ptictl into DIR. Prints their paths. Debian's configuration takes hours on a small"
          + " machine and 12 GB below $XDG_CACHE_HOME/ptictl, all of which is removed again.",
      "",
      "The packages are not signed: with Secure Boot the firmware does not start this kernel.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if something cannot be built; 3 if packages are missing.",
      "",
      "  ptictl kernel deb --config /boot/config-6.12.94+deb13-amd64 packages",
      "  ptictl kernel deb --virtual packages",
      "  ptictl kernel deb --only-tools packages"
    },
    mixinStandardHelpOptions = true)
final class KernelDebCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "where the packages are put; this directory by default")
  private Path directory = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a whole configuration, plain or compressed by xz, instead of Debian's")
  private @Nullable Path config;

  @Option(
      names = "--virtual",
      description =
          "a small configuration for virtual machines (virtio, AHCI, systemd), built in minutes")
  private boolean virtual;

  @Option(names = "--only-tools", description = "only the package of ptictl")
  private boolean onlyTools;

  @Mixin private InstallOption install = new InstallOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (virtual && config != null) {
      throw Failure.usage("--config and --virtual name two configurations; give one of them");
    }
    Path output = directory.toAbsolutePath();
    ResultFiles.requireWritable(output.toString(), output);
    KernelPackages kernel = virtual ? KernelPackages.virtual() : KernelPackages.whole(config);
    List<Path> made = new ArrayList<>();
    LabKernel packages = install.kernels(spec.commandLine().getErr());
    if (!onlyTools) {
      packages.requirePackages(Purpose.KERNEL, Purpose.PACKAGES);
    }
    try (Progress progress = Bar.open()) {
      made.add(tools().build(output, progress));
      if (!onlyTools) {
        made.addAll(kernel.build(output, progress));
      }
    }
    made.forEach(spec.commandLine().getOut()::println);
    return ExitStatus.YES;
  }

  private static ToolsPackage tools() {
    String home = System.getProperty("ptictl.home", ".");
    String version = new Ptictl.Version().getVersion()[0].replaceFirst("^ptictl ", "");
    return new ToolsPackage(Path.of(home), version, Manual.files(Manual.date()));
  }
}
