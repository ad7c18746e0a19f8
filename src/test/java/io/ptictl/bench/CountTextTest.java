package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountTextTest {
  /** Of every leg and entry the same number, but for one leg. */
  private static CountResult result(CountedLeg different, long by) {
    Map<CountedLeg, Map<Entry, EntryCount>> counts = new EnumMap<>(CountedLeg.class);
    for (CountedLeg leg : CountedLeg.values()) {
      Map<Entry, EntryCount> ofLeg = new EnumMap<>(Entry.class);
      for (Entry entry : Entry.values()) {
        ofLeg.put(entry, new EntryCount(leg == different ? 200 + by : 200, 300, 300));
      }
      counts.put(leg, ofLeg);
    }
    return new CountResult("a CPU", counts);
  }

  private static String text(CountResult result) {
    StringWriter text = new StringWriter();
    CountText.print(result, new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void showsWhatEachBoundCameTo() {
    CountResult result = result(CountedLeg.ISOLATED, 3);

    assertThat(result.holds()).isTrue();
    assertThat(text(result))
        .contains("ok      isolated against unpatched: +3 +3 +3 +3 (at most 3 allowed)\n")
        .contains("ok      switched off against unpatched: +0 +0 +0 +0 (none allowed)\n");
  }

  @Test
  void oneInstructionTooManyBreaksIt() {
    CountResult result = result(CountedLeg.ISOLATED, 4);

    assertThat(result.holds()).isFalse();
    assertThat(text(result)).contains("BROKEN  isolated against unpatched: +4 +4 +4 +4");
  }

  @Test
  void switchedOffItMustBeTheSameAndNotFewer() {
    assertThat(result(CountedLeg.SWITCHED_OFF, -1).holds()).isFalse();
  }
}
