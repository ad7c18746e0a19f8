package io.ptictl.conformance.mutant;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what self-tests print, the Test Anything Protocol. */
final class Tap {
  private static final Pattern RESULT = Pattern.compile("(not )?ok \\d+ (.*?)( # SKIP.*)?\\s*");

  private Tap() {}

  /** Tells of each test. */
  static Consumer<String> to(Consumer<? super Event> events) {
    return new Consumer<>() {
      private String said = "";

      @Override
      public void accept(String line) {
        Matcher m = RESULT.matcher(line);
        if (m.matches()) {
          events.accept(
              m.group(1) == null
                  ? new Event.Passed(m.group(2))
                  : new Event.Failed(m.group(2), said));
          said = "";
        } else if (line.startsWith("# ")) {
          said = line.substring(2);
        }
      }
    };
  }
}
