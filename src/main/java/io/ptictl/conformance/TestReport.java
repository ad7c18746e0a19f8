package io.ptictl.conformance;

import java.util.List;

/**
 * What a test found. Immutable.
 *
 * @param cpu the name of the machines' processor
 * @param seed with which it can be repeated
 * @param boots the machines, in the order in which they ran
 * @param interrupted is there more that would have been done?
 */
public record TestReport(
    String cpu, int processors, long seed, List<Boot> boots, boolean interrupted) {
  public TestReport {
    boots = List.copyOf(boots);
  }

  /** Did every kernel do all that was looked at as specified? */
  public boolean holds() {
    return boots.stream().allMatch(Boot::holds);
  }

  /** How many sequences were played. */
  public int sequences() {
    return boots.stream().mapToInt(boot -> boot.report().sequences()).sum();
  }

  /** How many events happened. */
  public long steps() {
    return boots.stream().mapToLong(boot -> boot.report().steps()).sum();
  }

  /** How many kinds of differences there are. */
  public int differences() {
    return boots.stream().mapToInt(boot -> boot.report().differences().size()).sum();
  }
}
