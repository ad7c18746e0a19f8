package io.ptictl.conformance.mutant;

import io.ptictl.kbuild.Mutant;
import java.util.List;

/**
 * What the checks said of one mutant.
 *
 * @param findings none: it survived; several only if all checks were asked for
 * @param reached was the mistake made at all, on any of the machines?
 */
public record MutantResult(Mutant mutant, List<Finding> findings, boolean reached) {
  /** Copies the list. */
  public MutantResult {
    findings = List.copyOf(findings);
  }

  /** Did a check find it? */
  public boolean caught() {
    return !findings.isEmpty();
  }

  /** Is there nothing to be done: found, or known to be one that nothing can show? */
  public boolean good() {
    return caught() || mutant.unseen().isPresent();
  }
}
