package io.ptictl.conformance;

import io.ptictl.conformance.ConformanceReport.PartResult;
import io.ptictl.lab.Machine;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import io.ptictl.spec.Action;
import io.ptictl.spec.Alphabet;
import io.ptictl.spec.Event;
import io.ptictl.spec.Machine.Lockdown;
import io.ptictl.spec.Phrases;
import io.ptictl.spec.ScriptException;
import io.ptictl.spec.Specification;
import io.ptictl.spec.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events that change the whole machine, and cannot be undone: each is fired once, in a boot of
 * its own, over a {@link Population} that was prepared before. Then the tasks of all its worlds are
 * looked at, and do what they may or may not do any more.
 */
enum OneWay {
  /** Nobody opts out any more, and who had is isolated at once. */
  SYSCTL(new Action.SetSwitch(false)),
  /** Not yet the level that matters. */
  INTEGRITY(new Action.LockDown(Lockdown.INTEGRITY)),
  /** Opting out is refused, and not inherited over execve. */
  CONFIDENTIALITY(new Action.LockDown(Lockdown.CONFIDENTIALITY));

  private static final int MAX_AFTERWARDS = 10;

  private static final String AFTERWARDS =
      """
      invalid, prctl invalid, off, prctl off, off-until-exec, proc 1 off, proc 1 forced, write off,
      sysctl 1, sysctl 0, lockdown integrity, lockdown confidentiality, attach 1, on, prctl on,
      exec marked, exec plain, fork, forced
      """;

  private static final Alphabet ALPHABET = alphabet();

  private final Action action;

  OneWay(Action action) {
    this.action = action;
  }

  String words() {
    return Phrases.of(action);
  }

  /**
   * Fires it in this machine. An interrupt ends it early: then the report tells what was done.
   *
   * @param most how many worlds there are to be, at most; taken evenly from all
   * @throws Failure if the actor cannot be started
   */
  ConformanceReport run(Machine machine, long seed, int most, Progress progress) {
    long begin = System.nanoTime();
    Run run = new Run(Population.of(action, most), new Random(seed), progress);
    boolean interrupted = false;
    try (Lane lane = new Lane(machine, -1, 0)) {
      run.play(lane);
    } catch (Failure e) {
      run.failure = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    return new ConformanceReport(
        seed,
        List.of(run.result(words())),
        Duration.ofNanos(System.nanoTime() - begin),
        run.differences,
        run.failure,
        interrupted,
        interrupted);
  }

  /** What all may do afterwards, as far as it leaves the machine as it is. */
  private static List<Event> afterwards(World changed, Random random) {
    List<Event> events = new ArrayList<>();
    World world = changed;
    for (Event next = draw(world, random);
        next != null && events.size() < MAX_AFTERWARDS;
        next = draw(world, random)) {
      events.add(next);
      world = Specification.step(world, next).world();
    }
    return events;
  }

  private static @Nullable Event draw(World world, Random random) {
    List<Event> possible =
        ALPHABET.events(world).stream().filter(event -> machineStays(world, event)).toList();
    return possible.isEmpty() ? null : possible.get(random.nextInt(possible.size()));
  }

  private static boolean machineStays(World world, Event event) {
    return Specification.step(world, event).world().machine().equals(world.machine());
  }

  private static Alphabet alphabet() {
    try {
      return Alphabet.of(4, AFTERWARDS);
    } catch (ScriptException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Run {
    private final List<Population.Member> members;
    private final Random random;
    private final Progress progress;
    private final List<Difference> differences = new ArrayList<>();
    private @Nullable String failure;
    private int met;
    private int played;
    private long steps;

    Run(List<Population.Member> members, Random random, Progress progress) {
      this.members = members;
      this.random = random;
      this.progress = progress;
    }

    void play(Lane lane) throws InterruptedException {
      progress.step(words() + ": preparing " + members.size() + " worlds");
      for (Population.Member member : members) {
        compare(
            member.start(),
            List.of(),
            member.events(),
            lane.ask("hold " + script(member.events())));
      }
      progress.share(0.5);
      World root = members.getFirst().start();
      Event event = new Event(1, action);
      compare(root, List.of(), List.of(event), lane.ask("hold " + Phrases.of(event)));
      progress.step(words() + ": looking");
      for (int i = 0; i < members.size(); i++) {
        look(i, lane.ask("go " + i + " 1: look"));
      }
      for (int i = 0; i < members.size(); i++) {
        goOn(i, lane);
        progress.share(0.5 + 0.5 * i / members.size());
      }
    }

    private void look(int i, Answer answer) {
      Population.Member member = members.get(i);
      Sight must = Sight.of(0, member.after(action), true);
      Sight is = answer.sights().isEmpty() ? new Sight(-1, Map.of()) : answer.sights().getFirst();
      steps++;
      met++;
      if (!must.equals(is)) {
        differ(member.events(), List.of(), must.unlike(is));
      }
    }

    private void goOn(int i, Lane lane) throws InterruptedException {
      Population.Member member = members.get(i);
      World changed = member.after(action);
      List<Event> events = afterwards(changed, random);
      if (!events.isEmpty()) {
        compare(changed, member.events(), events, lane.ask("go " + i + " " + script(events)));
      }
    }

    private void compare(World start, List<Event> before, List<Event> events, Answer answer) {
      played++;
      steps += events.size();
      Sequence sequence = new Sequence(words(), events, 0);
      Difference difference = new Judge(start, true).judge(sequence, answer);
      if (difference != null) {
        differ(before, difference.sequence().events(), difference.what());
      }
    }

    /** The event stands in the script where it happened, as if by task 1. */
    private void differ(List<Event> before, List<Event> after, String what) {
      List<Event> events = new ArrayList<>(before);
      if (!before.isEmpty()) {
        events.add(new Event(1, action));
      }
      events.addAll(after);
      differences.add(new Difference(new Sequence(words(), events, 0), what, 1, false));
    }

    PartResult result(String name) {
      return new PartResult(
          name, members.size(), members.size(), met, 2 * members.size(), played, steps, List.of());
    }
  }

  private static String script(List<Event> events) {
    return events.isEmpty()
        ? "1: look"
        : events.stream().map(Phrases::of).collect(Collectors.joining(", "));
  }
}
