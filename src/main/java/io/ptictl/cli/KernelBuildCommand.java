package io.ptictl.cli;

import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--debug",
      description = "with lockdep, KASAN and the feature's own assertions; slow")
  private boolean debug;

  @Mixin private InstallOption install = new InstallOption();

  @Option(names = "--json", description = "print all about the kernel as JSON instead")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Variant variant = variant();
    PrintWriter out = spec.commandLine().getOut();
    Kernel kernel = install.kernels(spec.commandLine().getErr()).requireKernel(variant);
    if (json) {
      Json.print(out, "kernels", List.of(members(kernel)));
    } else {
      out.println(kernel.bzImage());
    }
    return ExitStatus.YES;
  }

  private Variant variant() {
    if (unpatched && debug) {
      throw Failure.usage("--unpatched and --debug name two kernels; give one of them");
    }
    return unpatched ? Variant.UNPATCHED : debug ? Variant.DEBUG : Variant.PATCHED;
  }

  private static Map<String, String> members(Kernel kernel) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("variant", kernel.variant().word());
    members.put("release", kernel.release());
    members.put("key", kernel.key());
    members.put("bzImage", kernel.bzImage().toString());
    members.put("vmlinux", kernel.vmlinux().toString());
    members.put("config", kernel.config().toString());
    return members;
  }
}
