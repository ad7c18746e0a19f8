package io.ptictl.cli;

import io.ptictl.conformance.mutant.MutantReport;
import io.ptictl.conformance.mutant.MutantRun;
import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Mutant;
import io.ptictl.kbuild.MutantKernels;
import io.ptictl.kbuild.Mutants;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Selftests;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import io.ptictl.sys.SignalRelay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl lab mutants}: would the tests notice? */
@Command(
    name = "mutants",
    header = "Makes mistakes in the kernel and looks which check finds each.",
    description = {
      "Builds a kernel in which a boot parameter makes one of many mistakes in the opt-out, and"
          + " others in which a mistake in entry code is built in; boots each and tries the checks,"
          + " the cheapest first, until one finds it: the entry code in memory, the kernel's own"
          + " assertions, the specification and the self-tests, with two CPUs, switched off, with"
          + " pti=off, and on an emulated Haswell. First of all the kernel without a mistake, in"
          + " which none may find anything. Ctrl-C shows what was found so far.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if every mutant is found, or known as one that nothing can show; 1 if one"
          + " survives or was not tried, or something is found without any; 3 if packages are"
          + " missing."
    },
    mixinStandardHelpOptions = true)
final class LabMutantsCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "which mutants; all by default")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "only list them")
  private boolean list;

  @Option(names = "--all", description = "try every check to its end, and name all that find one")
  private boolean all;

  @Option(names = "--json", description = "print them as JSON")
  private boolean json;

  @Mixin private InstallOption install = new InstallOption();

  @Override
  public Integer call() throws InterruptedException {
    List<Mutant> chosen = choose(Mutants.ofThisCheckout().all());
    PrintWriter out = self.commandLine().getOut();
    if (list) {
      MutantsTable.list(out, chosen, json, Screen.outputWidth());
      return ExitStatus.YES;
    }
    MutantReport report = run(chosen);
    if (json) {
      MutantsTable.printJson(out, report);
    } else {
      MutantsTable.print(out, report, Screen.outputWidth());
    }
    return report.good() ? ExitStatus.YES : ExitStatus.NO;
  }

  /**
   * @throws Failure (usage) if there is none of that name
   */
  private List<Mutant> choose(List<Mutant> mutants) {
    List<Mutant> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          mutants.stream()
              .filter(mutant -> mutant.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> Failure.usage("no mutant '" + name + "'; see ptictl lab mutants --list")));
    }
    return names.isEmpty() ? mutants : chosen;
  }

  private MutantReport run(List<Mutant> mutants) throws InterruptedException {
    LabKernel kernels = install.kernels(self.commandLine().getErr());
    Map<Path, Kernel> rebuilt = rebuilt(kernels, mutants);
    Path kernel = kernels.require(Variant.MUTANTS, Purpose.LAB, Purpose.BOCHS);
    Thread main = Thread.currentThread();
    try (SignalRelay _ = new SignalRelay(_ -> main.interrupt(), "INT", "TERM", "HUP");
        Selftests selftests = Selftests.compile();
        Progress progress = Bar.open()) {
      return new MutantRun(kernel, rebuilt, selftests.program(), all)
          .run(mutants, result -> {}, progress);
    }
  }

  /** First, since the kernel of the boot parameter is made on the way. */
  private Map<Path, Kernel> rebuilt(LabKernel kernels, List<Mutant> mutants) {
    List<Path> patches = mutants.stream().map(Mutant::patch).flatMap(Optional::stream).toList();
    if (patches.isEmpty()) {
      return Map.of();
    }
    kernels.requirePackages(Purpose.KERNEL, Purpose.LAB, Purpose.BOCHS);
    try (Progress progress = Bar.open()) {
      return MutantKernels.ofThisMachine(Bar.notices(self.commandLine().getErr()))
          .get(patches, progress);
    }
  }
}
