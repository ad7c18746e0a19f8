package io.ptictl.conformance;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays the sequences of a plan in a booted machine, on each of its CPUs at the same time, and
 * compares all that is seen with the specification. By one thread.
 *
 * <pre>
 *   try (Machine machine = Machine.boot(ConformanceRun.prepare(spec))) {
 *     Plan plan = Plan.brief(io.ptictl.spec.Machine.LAB, seed, 0);
 *     boolean good = ConformanceRun.on(machine).of(plan).run(Progress.SILENT).holds();
 *   }
 * </pre>
 */
public final class ConformanceRun {
  private static final int LOOK_MS = 100;

  /** Kinds of differences that are worth the time to find their shortest sequence. */
  private static final int SHRUNK = 5;

  private final Machine machine;
  private @Nullable Plan plan;
  private int seconds;
  private boolean untilFirst;

  private ConformanceRun(Machine machine) {
    this.machine = machine;
  }

  /** The machine with what it must have to be run in: the actor. */
  public static MachineSpec prepare(MachineSpec spec) {
    return ActorFiles.in(spec);
  }

  /**
   * @param machine of {@link #prepare}
   */
  public static ConformanceRun on(Machine machine) {
    return new ConformanceRun(machine);
  }

  /** This plan is to be played. */
  public ConformanceRun of(Plan toBePlayed) {
    plan = toBePlayed;
    return this;
  }

  /** For so long, in which all that is left of it is filled by random sequences; 0: to the end. */
  public ConformanceRun forSeconds(int limit) {
    seconds = limit;
    return this;
  }

  /** Until one difference has been found, which is not made shorter either. */
  public ConformanceRun untilFirstDifference() {
    untilFirst = true;
    return this;
  }

  /**
   * Plays. An interrupt ends it early: then the report tells what was done so far.
   *
   * @throws Failure if the actor cannot be started
   */
  public ConformanceReport run(Progress progress) throws InterruptedException {
    Plan played = plan;
    if (played == null) {
      throw new IllegalStateException("no plan");
    }
    long begin = System.nanoTime();
    Judge judge = Judge.ofBoot(played.start());
    Tally tally = new Tally(played);
    List<Lane> lanes = lanes();
    boolean cut;
    boolean interrupted;
    List<Difference> differences;
    try {
      cut = playAll(played, judge, tally, lanes, progress);
      interrupted = Thread.interrupted();
      differences =
          interrupted || untilFirst || tally.failed()
              ? tally.differences()
              : shrink(tally.differences(), judge, lanes.getFirst(), progress);
    } finally {
      lanes.forEach(Lane::close);
    }
    return new ConformanceReport(
        played.seed(),
        tally.parts(),
        Duration.ofNanos(System.nanoTime() - begin),
        differences,
        tally.failure(),
        cut,
        interrupted || Thread.interrupted());
  }

  private List<Lane> lanes() throws InterruptedException {
    int processors = Integer.parseInt(machine.run(Command.of("nproc")).text().strip());
    List<Lane> lanes = new ArrayList<>();
    for (int cpu = 0; cpu < processors; cpu++) {
      lanes.add(new Lane(machine, cpu, cpu));
    }
    return lanes;
  }

  /** Returns whether it ended early. */
  private boolean playAll(
      Plan played, Judge judge, Tally tally, List<Lane> lanes, Progress progress) {
    AtomicBoolean stopped = new AtomicBoolean();
    Source source = new Source(played, seconds, stopped);
    List<Thread> threads = new ArrayList<>();
    for (Lane lane : lanes) {
      Runnable work =
          () -> {
            try {
              lane.playAll(
                  source,
                  (sequence, answer) -> {
                    Difference difference = judge.judge(sequence, answer);
                    tally.add(sequence, difference);
                    if (untilFirst && difference != null) {
                      stopped.set(true);
                    }
                  });
            } catch (Failure e) {
              tally.fail(e);
              stopped.set(true);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      threads.add(Thread.ofPlatform().daemon().name("conformance").start(work));
    }
    watch(threads, source, tally, stopped, progress);
    return source.cut();
  }

  private static void watch(
      List<Thread> threads, Source source, Tally tally, AtomicBoolean stopped, Progress progress) {
    progress.step("playing sequences");
    try {
      for (Thread thread : threads) {
        while (!thread.join(Duration.ofMillis(LOOK_MS))) {
          progress.share(source.share(tally.played()));
        }
      }
    } catch (InterruptedException e) {
      stopped.set(true);
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private List<Difference> shrink(
      List<Difference> found, Judge judge, Lane lane, Progress progress) {
    List<Difference> result = new ArrayList<>(found);
    Shrinker shrinker = new Shrinker(judge, sequences -> first(sequences, judge, lane));
    try {
      for (int i = 0; i < Math.min(SHRUNK, found.size()); i++) {
        progress.step("looking for the shortest sequence");
        result.set(i, shrinker.shrink(found.get(i)));
      }
    } catch (Failure e) {
      // The machine did not survive it; what was found stays found.
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private static @Nullable Difference first(List<Sequence> sequences, Judge judge, Lane lane)
      throws InterruptedException {
    List<Difference> found = new ArrayList<>();
    Supplier<@Nullable Sequence> source = Source.of(sequences, found::isEmpty);
    lane.playAll(
        source,
        (sequence, answer) -> {
          Difference difference = judge.judge(sequence, answer);
          if (difference != null) {
            found.add(difference);
          }
        });
    return found.isEmpty() ? null : found.getFirst();
  }
}
