package io.ptictl.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Instructions by leg and way through the kernel. Immutable.
 *
 * @param processor the emulated one
 * @param counts complete: every {@link Entry} of every {@link CountedLeg}
 */
public record CountResult(String processor, Map<CountedLeg, Map<Entry, EntryCount>> counts) {

  public CountResult {
    EnumMap<CountedLeg, Map<Entry, EntryCount>> copy = new EnumMap<>(CountedLeg.class);
    counts.forEach((leg, ofLeg) -> copy.put(leg, Map.copyOf(ofLeg)));
    counts = Map.copyOf(copy);
  }

  /** Of one leg and entry. */
  public EntryCount count(CountedLeg leg, Entry entry) {
    return Objects.requireNonNull(
        Objects.requireNonNull(counts.get(leg), leg.words()).get(entry), entry.words());
  }

  /** How many more instructions than what it is held against. */
  public long difference(Bound bound, Entry entry) {
    return count(bound.leg(), entry).instructions() - count(bound.against(), entry).instructions();
  }

  /** Does it hold for every entry? */
  public boolean holds(Bound bound) {
    return Arrays.stream(Entry.values()).allMatch(entry -> bound.allows(difference(bound, entry)));
  }

  /** Do all bounds hold? */
  public boolean holds() {
    return Bound.ALL.stream().allMatch(this::holds);
  }
}
