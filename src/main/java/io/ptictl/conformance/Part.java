package io.ptictl.conformance;

import java.util.List;

/**
 * A part of a plan, with what it is to show. Immutable.
 *
 * @param name for tables
 * @param worlds how many sorts of worlds it visits; 0 where that has no meaning
 * @param targets how many things it is to try: pairs of a world and an event, or of two events
 * @param sequences in which all of them happen
 * @param impossible what else was looked at, and why it cannot happen, a line each
 */
public record Part(
    String name, int worlds, int targets, List<Sequence> sequences, List<String> impossible) {
  public Part {
    sequences = List.copyOf(sequences);
    impossible = List.copyOf(impossible);
  }
}
