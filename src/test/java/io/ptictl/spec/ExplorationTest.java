package io.ptictl.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws, on every step that is possible in a small world. */
final class ExplorationTest {
  private static final int LIMIT = 20_000;

  @ParameterizedTest
  @EnumSource(Slice.class)
  void everyStepKeepsTheLaws(Slice slice) {
    int[] pairs = {0};
    List<Exploration.Place> places =
        explore(
            slice,
            Abstraction::of,
            (from, event, step) -> {
              pairs[0]++;
              try {
                Laws.check(from.world(), event, step);
              } catch (AssertionError e) {
                throw new AssertionError(script(from, event) + ": " + e.getMessage(), e);
              }
            });
    int longest = places.getLast().path().size();
    System.out.println(
        slice + ": " + places.size() + " worlds, " + pairs[0] + " pairs, paths up to " + longest);
    assertThat(places).hasSizeGreaterThan(10);
  }

  /** Not just one of each sort: every world there is, whatever the numbers in it. */
  @ParameterizedTest
  @EnumSource(
      value = Slice.class,
      names = {"CONTROL", "FAMILY"})
  void smallWorldsAreFew(Slice slice) {
    assertThat(explore(slice, Canonical::of, (_, _, _) -> {})).hasSizeGreaterThan(100);
  }

  @Test
  void everyRuleDecidesSomewhere() {
    Set<Rule> seen = EnumSet.noneOf(Rule.class);
    for (Slice slice : Slice.values()) {
      explore(slice, Abstraction::of, (_, _, step) -> seen.addAll(step.why()));
    }
    assertThat(seen).contains(Rule.WRITER_AT_WORK, Rule.MARK_TRACED, Rule.SHARERS_AS_WELL);
    Set<Rule> missing = EnumSet.complementOf(EnumSet.copyOf(seen));
    // Machines that are locked down, switched off, or without isolation are not explored here.
    assertThat(missing)
        .containsExactlyInAnyOrder(
            Rule.NOTHING_TO_OPT_OUT_OF,
            Rule.NOTHING_TO_SWITCH,
            Rule.SWITCHED_OFF,
            Rule.LOCKED_DOWN,
            Rule.EXEC_LOCKED_DOWN,
            Rule.MARK_NOT_IN_USE,
            Rule.MARK_SWITCHED_OFF,
            Rule.MARK_LOCKED_DOWN,
            Rule.REVOKED,
            Rule.ONE_WAY,
            Rule.LOCKDOWN_KEEPS);
  }

  /** A world and its canonical form can do the same and come to the same. */
  @Test
  void numbersDoNotMatter() {
    Alphabet alphabet = Slice.OTHERS.alphabet();
    List<Exploration.Place> places = explore(Slice.OTHERS, Abstraction::of, (_, _, _) -> {});
    for (Exploration.Place place : places.subList(0, 60)) {
      World canonical = Canonical.of(place.world());
      assertThat(Canonical.of(canonical)).isEqualTo(canonical);
      assertThat(results(canonical, alphabet)).isEqualTo(results(place.world(), alphabet));
    }
  }

  /** How often each end is come to. */
  private static Map<String, Integer> results(World world, Alphabet alphabet) {
    Map<String, Integer> results = new HashMap<>();
    for (Event event : alphabet.events(world)) {
      Step step = Specification.step(world, event);
      String what = Phrases.of(event.action()).replaceAll("\\d", "");
      String end = what + " " + step.outcome() + " " + Canonical.of(step.world());
      results.merge(end, 1, Integer::sum);
    }
    return results;
  }

  private static List<Exploration.Place> explore(
      Slice slice, Function<World, ?> key, Exploration.Visitor visitor) {
    return Exploration.explore(Scripts.ROOT, slice.alphabet(), key, LIMIT, visitor);
  }

  private static String script(Exploration.Place from, Event last) {
    List<Event> events = new ArrayList<>(from.path());
    events.add(last);
    return String.join(", ", events.stream().map(Phrases::of).toList());
  }
}
