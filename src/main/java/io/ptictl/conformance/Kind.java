package io.ptictl.conformance;

import io.ptictl.spec.Action;
import io.ptictl.spec.Event;
import io.ptictl.spec.Phrases;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Events without the numbers of tasks in them. Thread-safe. */
final class Kind {
  private static final Pattern NUMBER = Pattern.compile(" \\d+\\b");
  private static final Map<Action, String> KNOWN = new ConcurrentHashMap<>();

  private Kind() {}

  /** The phrase, with {@code N} for the number of another task. */
  static String of(Action action) {
    return KNOWN.computeIfAbsent(action, Kind::read);
  }

  static String of(Event event) {
    return of(event.action());
  }

  private static String read(Action action) {
    String phrase = Phrases.of(action);
    return action instanceof Action.SetSwitch ? phrase : NUMBER.matcher(phrase).replaceAll(" N");
  }
}
