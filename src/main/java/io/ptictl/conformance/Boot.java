package io.ptictl.conformance;

/**
 * What one machine of a test did. Immutable.
 *
 * @param name how it was booted, in a few words
 * @param complaints what its kernel found wrong with itself; empty: nothing
 */
public record Boot(String name, ConformanceReport report, String complaints) {
  /** Was there no difference, no complaint, and no early end? */
  public boolean holds() {
    return report.holds() && complaints.isEmpty();
  }
}
