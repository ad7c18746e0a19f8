package io.ptictl.estimate;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.Errno;
import io.ptictl.sys.PerfEvent;
import io.ptictl.sys.SystemCallException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of some threads, and of all that these start meanwhile. They end with {@link #close()},
 * and with this process. One thread at a time.
 */
final class Counting implements AutoCloseable {
  private record Open(Counter counter, PerfEvent event) {}

  private final List<Open> open = new ArrayList<>();

  private Counting() {}

  /**
   * Makes counters that stand still. Threads that have ended are left out.
   *
   * @throws Failure if this user may not count one of these threads, or there are too many
   */
  static Counting of(CountingPlan plan, List<Integer> threads) {
    Counting counting = new Counting();
    try {
      for (int thread : threads) {
        counting.add(plan, thread);
      }
      return counting;
    } catch (Failure e) {
      counting.close();
      throw e;
    }
  }

  /** Of what the calling thread starts, each from its execve(2) on; they need no start. */
  static Counting ofChildren(CountingPlan plan) {
    return of(
        new CountingPlan(plan.counters().stream().map(Counter::fromExec).toList(), plan.missing()),
        List.of(0));
  }

  private void add(CountingPlan plan, int thread) {
    try {
      for (Counter counter : plan.counters()) {
        open.add(new Open(counter, counter.open(thread)));
      }
    } catch (SystemCallException e) {
      if (e.errno() != Errno.ESRCH) {
        throw refused(thread, plan, e);
      }
    }
  }

  private Failure refused(int thread, CountingPlan plan, SystemCallException e) {
    String message =
        e.errno() == Errno.EMFILE
            ? "threads: too many to count ("
                + plan.counters().size()
                + " open files each); raise the limit by ulimit -n"
            : "thread " + thread + ": cannot be counted: " + e.reason() + "; run it as root";
    return new Failure(ExitStatus.NO, message, e);
  }

  void start() {
    try {
      for (Open each : open) {
        each.event().enable();
      }
    } catch (SystemCallException e) {
      throw new Failure(ExitStatus.NO, "counters: " + e.getMessage(), e);
    }
  }

  void stop() {
    try {
      for (Open each : open) {
        each.event().disable();
      }
    } catch (SystemCallException e) {
      throw new Failure(ExitStatus.NO, "counters: " + e.getMessage(), e);
    }
  }

  /** Sums over all threads; nothing of what is not counted. */
  Map<Counted, Long> counts() {
    Map<Counted, Long> counts = new EnumMap<>(Counted.class);
    try {
      for (Open each : open) {
        Counter counter = each.counter();
        counts.merge(counter.what(), counter.weight() * each.event().count(), Long::sum);
      }
    } catch (SystemCallException e) {
      throw new Failure(ExitStatus.NO, "counters: " + e.getMessage(), e);
    }
    return counts;
  }

  @Override
  public void close() {
    open.forEach(each -> each.event().close());
    open.clear();
  }
}
