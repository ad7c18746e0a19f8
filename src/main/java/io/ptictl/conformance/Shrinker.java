package io.ptictl.conformance;

import io.ptictl.spec.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes sequences that end in a difference shorter, as long as they still do in the machine. */
final class Shrinker {
  private static final long SECONDS = 60;

  /** Plays sequences again. */
  @FunctionalInterface
  interface Player {
    /** The first of these that ends in a difference, or null. */
    @Nullable Difference firstDifference(List<Sequence> sequences) throws InterruptedException;
  }

  private final Judge judge;
  private final Player player;

  Shrinker(Judge judge, Player player) {
    this.judge = judge;
    this.player = player;
  }

  /** The shortest found, or the same if it cannot be seen again. */
  Difference shrink(Difference found) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Difference best = player.firstDifference(List.of(found.sequence()));
    if (best == null) {
      return found;
    }
    Difference shorter = best;
    while (shorter != null && System.nanoTime() < limit) {
      best = shorter;
      shorter = player.firstDifference(candidates(best.sequence()));
    }
    return best.withCount(found.count()).asShrunk();
  }

  private List<Sequence> candidates(Sequence sequence) {
    List<Sequence> candidates = new ArrayList<>();
    for (int i = 0; i < sequence.events().size() - 1; i++) {
      List<Event> rest = Without.event(judge.start(), sequence.events(), i);
      Sequence shorter = sequence.with(rest);
      if (!rest.isEmpty() && judge.possible(shorter)) {
        candidates.add(shorter);
      }
    }
    return candidates;
  }
}
