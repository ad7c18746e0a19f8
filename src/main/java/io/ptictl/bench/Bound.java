package io.ptictl.bench;

import java.util.List;

/**
 * What one leg may take more than another, in instructions per way through the kernel.
 *
 * @param leg the one that is held to it
 * @param against the one it is compared with
 * @param most how many more; 0: exactly as many
 */
public record Bound(CountedLeg leg, CountedLeg against, int most) {

  /** With the record of the entry's CR3, which the lab's kernel has; see pti.S. */
  public static final List<Bound> ALL =
      List.of(
          new Bound(CountedLeg.ISOLATED, CountedLeg.UNPATCHED, 3),
          new Bound(CountedLeg.OPTED_OUT, CountedLeg.UNPATCHED_PTI_OFF, 6),
          new Bound(CountedLeg.SWITCHED_OFF, CountedLeg.UNPATCHED, 0),
          new Bound(CountedLeg.PTI_OFF, CountedLeg.UNPATCHED_PTI_OFF, 0));

  /** Is that many more within it? */
  boolean allows(long difference) {
    return most == 0 ? difference == 0 : difference <= most;
  }
}
