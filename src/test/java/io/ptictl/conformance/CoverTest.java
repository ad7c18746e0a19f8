package io.ptictl.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.spec.Abstraction;
import io.ptictl.spec.Credentials;
import io.ptictl.spec.Event;
import io.ptictl.spec.Exploration;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Slice;
import io.ptictl.spec.Specification;
import io.ptictl.spec.World;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sequences of a plan lead through. */
final class CoverTest {
  private static final World START = World.start(Machine.LAB, Credentials.ROOT);

  private record Pair(World world, Event event) {}

  @ParameterizedTest
  @EnumSource(
      value = Slice.class,
      names = {"CONTROL", "FAMILY", "WRITERS"})
  void everyPairIsTaken(Slice slice) {
    Set<Pair> pairs = new HashSet<>();
    Exploration.explore(
        START,
        slice.alphabet(),
        Abstraction::of,
        50_000,
        (from, event, step) -> pairs.add(new Pair(from.world(), event)));
    Part part = Cover.of("part", START, slice.alphabet(), Cover.Choice.ALL);
    int covers = part.sequences().stream().mapToInt(Sequence::covers).sum();
    assertThat(part.targets()).isEqualTo(pairs.size()).isEqualTo(covers);
    part.sequences().forEach(sequence -> pairs.removeAll(taken(sequence)));
    assertThat(pairs).isEmpty();
  }

  @Test
  void randomSequencesDependOnTheSeedOnly() {
    assertThat(new RandomWalk(START, 1).next()).isEqualTo(new RandomWalk(START, 1).next());
    assertThat(new RandomWalk(START, 1).next()).isNotEqualTo(new RandomWalk(START, 2).next());
  }

  private static Set<Pair> taken(Sequence sequence) {
    Set<Pair> taken = new HashSet<>();
    World world = START;
    for (Event event : sequence.events()) {
      taken.add(new Pair(world, event));
      world = Specification.step(world, event).world();
    }
    return taken;
  }
}
