package io.ptictl.conformance.mutant;

import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Mutant;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries every check on every mutant, the cheapest first, until one finds something; and on the
 * kernel without any mistake, in which none must.
 */
public final class MutantRun {
  private final Path kernel;
  private final Map<Path, Kernel> rebuilt;
  private final Path program;
  private final boolean all;

  /**
   * @param kernel that of the boot parameter, uncompressed
   * @param rebuilt the kernels of the mutants that are built in, by patch
   * @param program the self-tests, static
   * @param all run every check to its end, and name all that find a mutant
   */
  public MutantRun(Path kernel, Map<Path, Kernel> rebuilt, Path program, boolean all) {
    this.kernel = kernel;
    this.rebuilt = Map.copyOf(rebuilt);
    this.program = program;
    this.all = all;
  }

  /**
   * Runs. A mutant takes some seconds up to some minutes, as long as nothing finds it.
   *
   * @param each told of every result as it is there
   * @throws Failure if an emulator is missing (unsupported)
   */
  public MutantReport run(List<Mutant> mutants, Consumer<MutantResult> each, Progress progress)
      throws InterruptedException {
    progress.step("no mutant");
    List<Finding> control = examine(null).findings();
    List<MutantResult> results = new ArrayList<>();
    if (control.isEmpty()) {
      for (Mutant mutant : mutants) {
        progress.share((results.size() + 1.0) / (mutants.size() + 1));
        progress.step(mutant.name());
        Looked looked = examine(mutant);
        MutantResult result = new MutantResult(mutant, looked.findings(), looked.reached());
        results.add(result);
        each.accept(result);
      }
    }
    progress.share(1);
    return new MutantReport(control, results);
  }

  private Looked examine(@Nullable Mutant mutant) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    boolean reached = false;
    // The one test that should find it, if that is known, is the cheapest check of all.
    if (mutant != null && !mutant.test().isEmpty() && !all) {
      findings.addAll(examine(Place.ALLOWED, mutant, mutant.test()).findings());
    }
    for (Place place : Place.values()) {
      if (findings.isEmpty() || all) {
        Looked looked = examine(place, mutant, place.tests());
        findings.addAll(looked.findings());
        reached |= looked.reached();
      }
    }
    return new Looked(findings, reached || !findings.isEmpty());
  }

  private Looked examine(Place place, @Nullable Mutant mutant, String tests)
      throws InterruptedException {
    return new Examination(place, machine(place, mutant), program, tests, all).run();
  }

  private MachineSpec machine(Place place, @Nullable Mutant mutant) {
    if (mutant == null) {
      return place.machine(kernel, program);
    }
    return mutant
        .parameter()
        .map(parameter -> place.machine(kernel, program).plus(parameter))
        .orElseGet(() -> place.machine(kernelOf(mutant), program));
  }

  private Path kernelOf(Mutant mutant) {
    Kernel built = mutant.patch().map(rebuilt::get).orElse(null);
    if (built == null) {
      throw new IllegalArgumentException("no kernel of " + mutant.name());
    }
    return built.vmlinux();
  }
}
