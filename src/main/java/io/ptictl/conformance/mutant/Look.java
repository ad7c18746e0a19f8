package io.ptictl.conformance.mutant;

import io.ptictl.kbuild.Mutant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One boot of a kernel, and what is looked at in it.
 *
 * @param test the only self-test, by a word of its name; empty: everything
 */
record Look(Place place, String test) {
  /** Everything everywhere. */
  static final List<Look> ALL = Arrays.stream(Place.values()).map(Look::whole).toList();

  /**
   * Everything, but at first what is done soon: the one test that should find the mutant, if that
   * is known, and the machines in which there is little to test.
   *
   * @param mutant null: none, so no test either
   */
  static List<Look> cheapestFirst(@Nullable Mutant mutant) {
    String test = mutant == null ? "" : mutant.test();
    List<Look> looks = new ArrayList<>();
    if (!test.isEmpty()) {
      looks.add(new Look(Place.ALLOWED, test));
    }
    looks.add(whole(Place.SWITCHED_OFF));
    looks.add(whole(Place.NOT_IN_USE));
    if (!test.isEmpty()) {
      looks.add(new Look(Place.PCID, test));
    }
    looks.add(whole(Place.ALLOWED));
    looks.add(whole(Place.PCID));
    return looks;
  }

  private static Look whole(Place place) {
    return new Look(place, "");
  }

  /** Is everything looked at? */
  boolean whole() {
    return test.isEmpty();
  }
}
