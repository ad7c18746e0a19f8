package io.ptictl.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The language of events. */
final class ScenarioTest {
  @Test
  void eventsAreByWhoeverActedLastOrWasMade() throws ScriptException {
    List<Scenario.Line> lines =
        Scenario.run(Scripts.ROOT, "off, fork, exec plain # a comment\n 1: on, exit, seccomp,");
    assertThat(lines).extracting(line -> line.event().by()).containsExactly(1, 1, 2, 1, 1, 2);
  }

  /** What is printed is read again as the same: replays depend on it. */
  @ParameterizedTest
  @EnumSource(Slice.class)
  void phrasesAreReadAgain(Slice slice) throws ScriptException {
    World world = Scripts.last(Scripts.ROOT, "fork, fork").world();
    for (Event event : slice.alphabet().events(world)) {
      List<Scenario.Line> lines = Scenario.run(world, Phrases.of(event));
      assertThat(lines).singleElement().extracting(Scenario.Line::event).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | no event given
          off, , on        | event 2: nothing lacks an event
          off, fok         | event 2: 'fok' is not an event; it is one of off, fork
          exec             | event 1: 'exec' lacks a file
          exec suid        | event 1: 'suid' is not a file; it is one of plain, setuid,
          off on           | event 1: 'on' is one word too many; events are separated by commas
          2: off           | event 1, '2: off': there is no 2
          x: off           | event 1: 'x' before the colon is not the number of a process
          proc x off       | event 1: 'x' is not the number of a process; the first one is 1
          drop everything  | event 1: 'everything' is not a capability; it is one of dac_override,
          vfork, 1: on     | event 2, '1: on': 1 waits for its child of vfork to execute a program
          traceme          | event 1, '1: traceme': 1 has no parent here
          write-mem        | event 1, '1: write-mem': no such file is open
          """)
  void errorsPointAtTheWord(String script, String message) {
    assertThatExceptionOfType(ScriptException.class)
        .isThrownBy(() -> Scenario.run(Scripts.ROOT, script))
        .withMessageStartingWith(message);
  }
}
