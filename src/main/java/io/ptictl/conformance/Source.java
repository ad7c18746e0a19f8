package io.ptictl.conformance;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives the sequences of a plan to whoever plays them, as long as there is time. Thread-safe. */
final class Source implements Supplier<@Nullable Sequence> {
  private final Supplier<@Nullable Sequence> plan;
  private final int size;
  private final long begin = System.nanoTime();
  private final long limit;
  private final AtomicBoolean stopped;
  private int given;
  private boolean cut;

  /**
   * @param seconds after which nothing more is given; 0: when the plan is at its end
   * @param stopped when it becomes true, nothing more is given either
   */
  Source(Plan plan, int seconds, AtomicBoolean stopped) {
    this.plan = plan.source(seconds > 0);
    this.size = plan.size();
    this.limit = TimeUnit.SECONDS.toNanos(seconds);
    this.stopped = stopped;
  }

  @Override
  public synchronized @Nullable Sequence get() {
    if (stopped.get() || limit > 0 && System.nanoTime() - begin > limit) {
      cut |= given < size;
      return null;
    }
    Sequence next = plan.get();
    if (next != null) {
      given++;
    }
    return next;
  }

  /** Was anything of the plan not given? */
  synchronized boolean cut() {
    return cut;
  }

  /** How much of the work is done, from 0 to 1. */
  double share(int played) {
    double time = limit > 0 ? (double) (System.nanoTime() - begin) / limit : 0;
    double work = limit > 0 || size == 0 ? 0 : (double) played / size;
    return Math.min(1, Math.max(time, work));
  }

  /** Those sequences, while the condition holds. */
  static Supplier<@Nullable Sequence> of(List<Sequence> sequences, BooleanSupplier goesOn) {
    Iterator<Sequence> rest = sequences.iterator();
    return () -> rest.hasNext() && goesOn.getAsBoolean() ? rest.next() : null;
  }
}
