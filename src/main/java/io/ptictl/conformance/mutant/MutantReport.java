package io.ptictl.conformance.mutant;

import java.util.List;

/**
 * What came out of a run.
 *
 * @param control what the checks found in the kernel without any mistake: nothing, or the rest
 *     means nothing and was not run
 * @param results of the mutants, in their order
 */
public record MutantReport(List<Finding> control, List<MutantResult> results) {
  /** Copies the lists. */
  public MutantReport {
    control = List.copyOf(control);
    results = List.copyOf(results);
  }

  /** Is the control clean, and every mutant found or known to be unseen? */
  public boolean good() {
    return control.isEmpty() && results.stream().allMatch(MutantResult::good);
  }
}
