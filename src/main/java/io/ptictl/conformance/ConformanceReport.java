package io.ptictl.conformance;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found. Immutable.
 *
 * @param seed with which it can be repeated
 * @param parts what of each part was played
 * @param differences one for each kind, the shortest sequence of each
 * @param failure why it ended early: the machine did, or an actor; null: it did not
 * @param cut did it end before all was played?
 * @param interrupted was it an interrupt that ended it?
 */
public record ConformanceReport(
    long seed,
    List<PartResult> parts,
    Duration time,
    List<Difference> differences,
    @Nullable String failure,
    boolean cut,
    boolean interrupted) {
  /**
   * What of a part was played.
   *
   * @param targets how many were to be met
   * @param met how many were
   * @param planned sequences
   * @param played sequences
   * @param steps events in them
   * @param impossible what cannot happen, and why, a line each
   */
  public record PartResult(
      String name,
      int worlds,
      int targets,
      int met,
      int planned,
      int played,
      long steps,
      List<String> impossible) {}

  /** Did the kernel do all that was looked at as specified, to the end of the run? */
  public boolean holds() {
    return differences.isEmpty() && failure == null;
  }

  /** How many sequences were played. */
  public int sequences() {
    return parts.stream().mapToInt(PartResult::played).sum();
  }

  /** How many events happened. */
  public long steps() {
    return parts.stream().mapToLong(PartResult::steps).sum();
  }
}
