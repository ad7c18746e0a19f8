package io.ptictl.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Mutant;
import io.ptictl.kbuild.MutantKernels;
import io.ptictl.kbuild.Mutants;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.Selftests;
import io.ptictl.kbuild.Variant;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every mutant is found, and nothing without one. */
@Tag("thorough")
class MutantsIT {
  @Test
  void everyOneIsFoundOrExplained() throws Exception {
    DebianPackages.installing(System.err::println)
        .require(Progress.SILENT, Purpose.KERNEL, Purpose.LAB, Purpose.BOCHS);
    List<Mutant> mutants = Mutants.ofThisCheckout().all();
    Map<Path, Kernel> rebuilt =
        MutantKernels.ofThisMachine(System.err::println)
            .get(
                mutants.stream().flatMap(mutant -> mutant.patch().stream()).toList(),
                Progress.SILENT);
    Kernel kernel =
        Kernels.ofThisMachine(System.err::println).get(Variant.MUTANTS, Progress.SILENT);
    try (Selftests selftests = Selftests.compile()) {
      MutantReport report =
          new MutantRun(kernel.vmlinux(), rebuilt, selftests.program(), false)
              .run(mutants, MutantsIT::print, Progress.SILENT);
      assertThat(report.control()).isEmpty();
      assertThat(report.results()).hasSameSizeAs(mutants).allMatch(MutantResult::good);
    }
  }

  private static void print(MutantResult result) {
    System.out.println(result.mutant().name() + ": " + result.findings());
  }
}
