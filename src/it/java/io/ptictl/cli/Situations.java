package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Situations of processes in one booted machine, each set up by shell commands and explained by
 * ptictl, all in one JVM, which takes seconds to start there.
 */
final class Situations {
  private static final Pattern REASON = Pattern.compile("(?m)^([a-z]+(?:-[a-z]+)*)  +\\S");

  private final List<Situation> all = new ArrayList<>();
  private final Map<String, String> sections = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param name what it is
   * @param setup shell commands; {@code name X $!} gives a name to a process
   * @param line for the {@link Actor}, in which {@code $X} is the number of process X
   * @param reasons those that must be given, all of them and in this order
   * @param says parts of what must be said of them
   */
  record Situation(
      String name, String setup, String line, List<String> reasons, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Adds one.
   *
   * @param reasons separated by blanks
   */
  Situations with(String name, String setup, String line, String reasons, String... says) {
    List<String> words = reasons.isEmpty() ? List.of() : List.of(reasons.split(" "));
    all.add(new Situation(name, setup, line, words, Arrays.asList(says)));
    return this;
  }

  List<Situation> all() {
    return all;
  }

  /** Sets all of them up, and explains them. */
  void happen(Machine machine, String before) throws InterruptedException {
    StringBuilder setup = new StringBuilder(before);
    List<String> lines = new ArrayList<>();
    for (Situation each : all) {
      setup.append(each.setup()).append('\n');
      lines.add(each.line());
    }
    String transcript =
        Guest.transcript(machine, setup.toString(), "", lines.toArray(String[]::new));
    for (Situation each : all) {
      String begin = "> " + each.line().replace("$", "") + "\n";
      int at = transcript.indexOf(begin);
      int end = at < 0 ? -1 : transcript.indexOf("\n> ", at + begin.length() - 1);
      sections.put(
          each.name(),
          at < 0 ? transcript : transcript.substring(at, end < 0 ? transcript.length() : end + 1));
    }
  }

  /** What was printed for it. */
  String section(Situation situation) {
    return sections.getOrDefault(situation.name(), "");
  }

  /** The reasons that were given, in their order. */
  List<String> reasons(Situation situation) {
    if (situation.line().startsWith("status")) {
      return List.of();
    }
    return REASON
        .matcher(section(situation))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** Asserts that the reasons were given, and what must be said was. */
  void assertGiven(Situation situation) {
    assertThat(section(situation)).contains(situation.says());
    assertThat(reasons(situation)).as(section(situation)).isEqualTo(situation.reasons());
  }
}
