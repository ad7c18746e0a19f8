package io.ptictl.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What the actor says of a sequence. Immutable.
 *
 * @param sights one for each event, as far as it came
 * @param end why it did not come to the end, in the actor's word; empty if it did
 */
record Answer(List<Sight> sights, String end) {
  /**
   * @param line without its end
   * @throws IllegalArgumentException if it has not the form of guest/actor/main.c
   */
  static Answer read(String line) {
    List<Sight> sights = new ArrayList<>();
    for (String part : line.split(";", -1)) {
      if (part.matches("[a-z ]+")) {
        return new Answer(sights, part);
      }
      if (!part.isEmpty()) {
        sights.add(Sight.read(part));
      }
    }
    return new Answer(sights, "");
  }
}
