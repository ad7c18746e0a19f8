package io.ptictl.conformance.mutant;

import java.util.List;

/**
 * What came out of a run.
 *
 * @param control what the checks found in the kernel without any mistake: nothing, or the rest
 *     means nothing and was not run
 * @param results of the mutants, in their order
 * @param untried how many mutants there was no time for: an interrupt ended the run
 */
public record MutantReport(List<Finding> control, List<MutantResult> results, int untried) {
  /** Copies the lists. */
  public MutantReport {
    control = List.copyOf(control);
    results = List.copyOf(results);
  }

  /** Is the control clean, and every mutant tried, and found or known to be unseen? */
  public boolean good() {
    return control.isEmpty() && untried == 0 && results.stream().allMatch(MutantResult::good);
  }
}
