package io.ptictl.conformance;

import io.ptictl.spec.Event;
import io.ptictl.spec.Phrases;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events to be played one after the other, from the start of a world. Immutable.
 *
 * @param part the name of the {@link Part} it belongs to
 * @param covers how many of the part's targets are met by it first
 */
public record Sequence(String part, List<Event> events, int covers) {
  public Sequence {
    events = List.copyOf(events);
  }

  /** The words of {@code ptictl whatif}, each event with who does it. */
  public String script() {
    return events.stream().map(Phrases::of).collect(Collectors.joining(", "));
  }

  /** Its first events only. */
  Sequence first(int n) {
    return new Sequence(part, events.subList(0, n), 0);
  }

  Sequence with(List<Event> others) {
    return new Sequence(part, others, 0);
  }
}
