package io.ptictl.conformance;

import io.ptictl.spec.Slice;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All pairs, by slices. */
final class Parts {
  private Parts() {}

  static String name(Slice slice) {
    return slice.name().toLowerCase(Locale.ROOT);
  }

  static List<Part> covering(World start) {
    List<Part> parts = new ArrayList<>();
    for (Slice slice : Slice.values()) {
      parts.add(Cover.of(name(slice), start, slice.alphabet(), Cover.Choice.ALL));
    }
    return parts;
  }
}
