package io.ptictl.bench;

/**
 * What the lab measured of a server to hold the estimate against.
 *
 * @param isolatedMicros CPU time for one request, in microseconds, with isolation
 * @param optedOutMicros the same without
 * @param entries of the isolated one
 */
public record ServerModel(
    Server server, Rounds isolatedMicros, Rounds optedOutMicros, ServerEntries entries) {
  /** What isolation costs one request, in nanoseconds. */
  public double cost() {
    return 1000 * (isolatedMicros.median() - optedOutMicros.median());
  }
}
