package io.ptictl.bench;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A figure that was measured in all legs, to be shown as ratios. Immutable.
 *
 * @param words what it is of
 * @param rounds of each of {@link BenchResult#LEGS}
 */
record Compared(String words, Map<CountedLeg, Rounds> rounds) {
  /** What is 1: the most that can be won. */
  static final CountedLeg ONE = CountedLeg.UNPATCHED_PTI_OFF;

  Compared {
    rounds = Map.copyOf(rounds);
  }

  static Compared of(String words, Function<CountedLeg, Rounds> figure) {
    return new Compared(
        words, BenchResult.LEGS.stream().collect(Collectors.toMap(leg -> leg, figure)));
  }

  Rounds of(CountedLeg leg) {
    return Objects.requireNonNull(rounds.get(leg), leg.words());
  }

  /** Of medians. */
  double ratio(CountedLeg leg) {
    return of(leg).median() / of(ONE).median();
  }
}
