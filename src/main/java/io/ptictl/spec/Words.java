package io.ptictl.spec;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of one event, read one after the other. Not thread-safe. */
final class Words {
  private final String where;
  private final List<String> words;
  private int next;

  /**
   * @param where how messages name the event, for example {@code event 3}
   */
  Words(String where, List<String> words) {
    this.where = where;
    this.words = words;
  }

  /** The next one, whatever it is. */
  String any(String expected) throws ScriptException {
    if (next == words.size()) {
      String so = words.isEmpty() ? "nothing" : "'" + String.join(" ", words) + "'";
      throw new ScriptException(where + ": " + so + " lacks " + expected);
    }
    return words.get(next++);
  }

  /** The next one must be the word of one of those. */
  <T> T oneOf(String expected, T[] all, Function<T, String> wordOf) throws ScriptException {
    String word = any(expected);
    for (T each : all) {
      if (wordOf.apply(each).equals(word)) {
        return each;
      }
    }
    throw wrong(word, expected, Arrays.stream(all).map(wordOf).toList());
  }

  /** The next one must be the number of a task. */
  int task() throws ScriptException {
    String word = any("the number of a process");
    int number = number(word);
    if (number == 0) {
      throw new ScriptException(
          where + ": '" + word + "' is not the number of a process; the first one is 1");
    }
    return number;
  }

  int user() throws ScriptException {
    Integer[] all = {User.ROOT, User.USER, User.OTHER};
    return oneOf("a user or group", all, User::word);
  }

  /** {@code all}, or names joined by {@code +}. */
  CapabilitySet capabilities() throws ScriptException {
    String word = any("capabilities");
    if (word.equals("all")) {
      return CapabilitySet.ALL;
    }
    CapabilitySet set = CapabilitySet.NONE;
    for (String name : word.split("\\+", -1)) {
      Words single = new Words(where, List.of(name));
      set =
          set.or(
              CapabilitySet.of(
                  single.oneOf("a capability", Capability.values(), Capability::word)));
    }
    return set;
  }

  void end() throws ScriptException {
    if (next < words.size()) {
      throw new ScriptException(
          where
              + ": '"
              + words.get(next)
              + "' is one word too many; events are separated by commas");
    }
  }

  ScriptException wrong(String word, String expected, List<String> all) {
    String list = all.stream().limit(20).collect(Collectors.joining(", "));
    return new ScriptException(
        where + ": '" + word + "' is not " + expected + "; it is one of " + list);
  }

  /** A number from 1 to 9999, or 0 if it is none. */
  static int number(String word) {
    return word.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(word) : 0;
  }
}
