package io.ptictl.conformance.mutant;

import io.ptictl.conformance.ConformanceRun;
import io.ptictl.conformance.Plan;
import io.ptictl.kbuild.Kernel;
import io.ptictl.kbuild.Mutant;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<Place, Optional<Plan>> plans = new EnumMap<>(Place.class);

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
   * Runs. A mutant takes some seconds up to some minutes, as long as nothing finds it. An interrupt
   * ends it early: then the report tells what was found so far.
   *
   * @param each told of every result as it is there
   * @throws InterruptedException if not even the kernel without a mistake was looked at
   * @throws Failure if an emulator is missing (unsupported)
   */
  public MutantReport run(List<Mutant> mutants, Consumer<MutantResult> each, Progress progress)
      throws InterruptedException {
    progress.step("no mutant");
    List<Finding> control = examine(null).findings();
    List<MutantResult> results = new ArrayList<>();
    try {
      for (Mutant mutant : control.isEmpty() ? mutants : List.<Mutant>of()) {
        progress.share((results.size() + 1.0) / (mutants.size() + 1));
        progress.step(mutant.name());
        Looked looked = examine(mutant);
        MutantResult result = new MutantResult(mutant, looked.findings(), looked.reached());
        results.add(result);
        each.accept(result);
      }
    } catch (InterruptedException e) {
      // The interrupt has done what it is for: the report tells of the rest.
      progress.step("interrupted");
    }
    progress.share(1);
    return new MutantReport(control, results, mutants.size() - results.size());
  }

  private Looked examine(@Nullable Mutant mutant) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    boolean reached = false;
    for (Look look : all ? Look.ALL : Look.cheapestFirst(mutant)) {
      if (findings.isEmpty() || all) {
        Looked looked = examine(look, mutant);
        findings.addAll(looked.findings());
        reached |= looked.reached();
      }
    }
    return new Looked(findings, reached || !findings.isEmpty());
  }

  private Looked examine(Look look, @Nullable Mutant mutant) throws InterruptedException {
    Place place = look.place();
    if (!look.whole()) {
      MachineSpec machine = machine(place, mutant);
      return new Examination(place, machine, program, look.test(), Optional.empty(), all).run();
    }
    MachineSpec machine = ConformanceRun.prepare(machine(place, mutant));
    Optional<Plan> plan = plans.computeIfAbsent(place, Place::plan);
    return new Examination(place, machine, program, place.tests(), plan, all).run();
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
