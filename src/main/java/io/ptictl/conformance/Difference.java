package io.ptictl.conformance;

/**
 * Where the kernel did not what the specification says. Immutable.
 *
 * @param sequence up to and with the event after which it showed
 * @param what in words: what was seen, and what not
 * @param count how many sequences ended in the like
 * @param shrunk is it the shortest that could be found, and seen again?
 */
public record Difference(Sequence sequence, String what, int count, boolean shrunk) {
  /** Those with the same kind are taken for one. */
  String kind() {
    String script = sequence.script();
    String last = script.substring(script.lastIndexOf(':') + 1).strip();
    return (last + ": " + what).replaceAll("\\d+", "N");
  }

  Difference withCount(int n) {
    return new Difference(sequence, what, n, shrunk);
  }

  Difference asShrunk() {
    return new Difference(sequence, what, count, true);
  }
}
