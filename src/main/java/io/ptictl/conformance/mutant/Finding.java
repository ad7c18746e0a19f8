package io.ptictl.conformance.mutant;

/**
 * Something wrong with a kernel.
 *
 * @param check what kind of check found it, for example {@code self-test}
 * @param what which one of them, or what it said
 * @param detail what it said about it; may be empty
 * @param where on which machine, for example {@code 2 CPUs}
 */
public record Finding(String check, String what, String detail, String where) {
  @Override
  public String toString() {
    return check + ": " + what;
  }
}
