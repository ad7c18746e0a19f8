package io.ptictl.conformance;

import io.ptictl.spec.Credentials;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Scenario;
import io.ptictl.spec.ScriptException;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which sequences are to be played. Immutable. */
public final class Plan {
  private final World start;
  private final long seed;
  private final List<Part> parts;
  private final int random;

  private Plan(World start, long seed, List<Part> parts, int random) {
    this.start = start;
    this.seed = seed;
    this.parts = List.copyOf(parts);
    this.random = random;
  }

  /**
   * One of each sort of what can happen, some hundred sequences: the shortest that is worth it.
   *
   * @param machine how the machine was booted
   * @param seed of the random sequences
   * @param random how many of those; at least
   */
  public static Plan brief(Machine machine, long seed, int random) {
    World start = World.start(machine, Credentials.ROOT);
    return new Plan(start, seed, Brief.parts(start), random);
  }

  /**
   * Every pair of a reachable world and an event, every pair of events in sequence.
   *
   * @param machine how the machine was booted
   * @param seed of the random sequences, and of the order of all others
   * @param random how many random ones; at least
   */
  public static Plan whole(Machine machine, long seed, int random) {
    World start = World.start(machine, Credentials.ROOT);
    List<Part> parts = new ArrayList<>();
    parts.add(EventPairs.part(start, seed));
    parts.addAll(Parts.covering(start));
    return new Plan(start, seed, parts, random);
  }

  /**
   * One sequence.
   *
   * @param script the words of {@code ptictl whatif}
   */
  public static Plan script(Machine machine, String script) throws ScriptException {
    World start = World.start(machine, Credentials.ROOT);
    Sequence only =
        new Sequence(
            "script", Scenario.run(start, script).stream().map(Scenario.Line::event).toList(), 1);
    return new Plan(start, 0, List.of(new Part("script", 0, 1, List.of(only), List.of())), 0);
  }

  /** Where every sequence begins. */
  World start() {
    return start;
  }

  /** Of what is random in it. */
  public long seed() {
    return seed;
  }

  /** What it consists of, but for the random sequences. */
  public List<Part> parts() {
    return parts;
  }

  /** How many sequences it has, at least. */
  public int size() {
    return parts.stream().mapToInt(part -> part.sequences().size()).sum() + random;
  }

  /**
   * The sequences of all parts, in an order drawn by the seed, so that an early end leaves out a
   * bit of everything; then random ones. Gives null at the end. Not thread-safe.
   *
   * @param endless random ones without an end
   */
  Supplier<@Nullable Sequence> source(boolean endless) {
    List<Sequence> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.sequences()));
    if (all.size() > 1) {
      Collections.shuffle(all, new Random(seed));
    }
    RandomWalk walk = new RandomWalk(start, seed);
    int[] next = {0};
    return () -> {
      int i = next[0]++;
      if (i < all.size()) {
        return all.get(i);
      }
      return endless || i < all.size() + random ? walk.next() : null;
    };
  }
}
