package io.ptictl.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws, on long sequences of all events; a failure prints the seed and the sequence. */
final class RandomSequencesTest {
  private static final int SEQUENCES = 150;
  private static final int LENGTH = 60;

  /** What the machine is when a sequence begins, or becomes in its middle. */
  enum Sort {
    SWITCHED_ON(Machine.LAB, ""),
    SWITCHED_OFF(new Machine(Machine.Use.IN_USE, false, Machine.Lockdown.NONE), ""),
    NOT_IN_USE(new Machine(Machine.Use.OFF_AT_BOOT, true, Machine.Lockdown.NONE), ""),
    LOCKED_MEANWHILE(Machine.LAB, "lockdown confidentiality"),
    REVOKED_MEANWHILE(Machine.LAB, "sysctl 0");

    private final Machine machine;
    private final String meanwhile;

    Sort(Machine machine, String meanwhile) {
      this.machine = machine;
      this.meanwhile = meanwhile;
    }
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void keepTheLaws(Sort sort) throws ScriptException {
    long seed = Long.getLong("ptictl.seed", System.nanoTime());
    Random random = new Random(seed);
    Alphabet alphabet = Slice.everything(4);
    for (int i = 0; i < SEQUENCES; i++) {
      List<String> done = new ArrayList<>();
      try {
        sequence(sort, alphabet, random, done);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "-Dptictl.seed=" + seed + ": " + String.join(", ", done) + ": " + e.getMessage(), e);
      }
    }
  }

  private static void sequence(Sort sort, Alphabet alphabet, Random random, List<String> done)
      throws ScriptException {
    World world = World.start(sort.machine, Credentials.ROOT);
    for (int i = 0; i < LENGTH; i++) {
      Event event = pick(world, alphabet, random);
      if (i == LENGTH / 2 && !sort.meanwhile.isEmpty()) {
        Action action = Verb.read(new Words("", List.of(sort.meanwhile.split(" "))));
        Event once = new Event(event.by(), action);
        event = Specification.hindrance(world, once) == null ? once : event;
      }
      done.add(Phrases.of(event));
      Step step = Specification.step(world, event);
      Laws.check(world, event, step);
      world = step.world();
    }
  }

  private static Event pick(World world, Alphabet alphabet, Random random) {
    List<Event> events = alphabet.events(world);
    return events.get(random.nextInt(events.size()));
  }
}
