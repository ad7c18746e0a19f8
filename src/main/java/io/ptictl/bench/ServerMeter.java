package io.ptictl.bench;

import io.ptictl.lab.MmuTrace;
import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures a running server, one thread at a time. What connecting takes is left out: a load of one
 * request for each connection is taken off a long one.
 */
final class ServerMeter {
  private static final long SAMPLE_MS = 2;
  private static final long LOOK_MS = 100;

  private final RunningServer running;
  private final int few;
  private final int many;
  private final List<Double> cpuMicros = new ArrayList<>();
  private final List<Double> perSecond = new ArrayList<>();

  ServerMeter(RunningServer running) {
    this.running = running;
    this.few = running.server().connections();
    this.many = running.server().requests();
  }

  private interface Look {
    void look() throws InterruptedException;
  }

  /**
   * Under load: does each of its processes run as the leg is to?
   *
   * @throws Failure if not, or if fewer of them were seen than it has
   */
  void requireLeg() throws InterruptedException {
    int[] seen = {0};
    during(
        many, LOOK_MS, () -> seen[0] = Math.max(seen[0], running.group().require(running.leg())));
    int there = running.server().processes();
    if (seen[0] < there) {
      throw running.failed("of at least " + there + " processes only " + seen[0] + " were seen");
    }
  }

  /** Measures CPU time and rate. */
  void round() throws InterruptedException {
    long start = running.group().cpuMicros();
    Answers less = running.ask(few);
    long between = running.group().cpuMicros();
    Answers more = running.ask(many);
    double micros = (running.group().cpuMicros() - between) - (between - start);
    cpuMicros.add(micros / (more.requests() - less.requests()));
    perSecond.add(more.perSecond());
  }

  /** For one request, in microseconds, by round. */
  Rounds cpuMicros() {
    return new Rounds(cpuMicros);
  }

  /** Counts CR3 writes; with these, all that was measured in the rounds until now. */
  ServerFigures figures() throws InterruptedException {
    try (TemporaryFile less = TemporaryFile.make();
        TemporaryFile more = TemporaryFile.make()) {
      long connecting = cr3Writes(few, less.path());
      double writes = cr3Writes(many, more.path()) - connecting;
      return new ServerFigures(cpuMicros(), new Rounds(perSecond), writes / (many - few));
    }
  }

  /** All but those of what the generator's CPU runs: a backend may live but for a moment. */
  private long cr3Writes(int requests, Path log) throws InterruptedException {
    Set<Long> others = new HashSet<>();
    MmuTrace trace = running.machine().traceMmu(log);
    try (trace) {
      during(
          requests,
          SAMPLE_MS,
          () -> {
            long cr3 = Guest.cr3(running.machine(), Guest.GENERATOR_CPU);
            others.add(PageTables.address(cr3));
          });
    }
    return trace.cr3Writes().entrySet().stream()
        .filter(write -> !others.contains(PageTables.address(write.getKey())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Looks again and again while it is asked, with pauses. */
  private void during(int requests, long pauseMs, Look look) throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answers> asked = executor.submit(() -> running.ask(requests));
      while (!asked.isDone()) {
        look.look();
        Thread.sleep(pauseMs);
      }
      asked.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
