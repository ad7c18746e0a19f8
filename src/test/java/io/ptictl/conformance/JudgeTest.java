package io.ptictl.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.spec.Credentials;
import io.ptictl.spec.Event;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Phrases;
import io.ptictl.spec.Scenario;
import io.ptictl.spec.ScriptException;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of the actor, as it writes them, against the specification. */
final class JudgeTest {
  private static final World START = World.start(Machine.LAB, Credentials.ROOT);

  private static Sequence sequence(String script) {
    try {
      List<Event> events = Scenario.run(START, script).stream().map(Scenario.Line::event).toList();
      return new Sequence("part", events, 0);
    } catch (ScriptException e) {
      throw new AssertionError(e);
    }
  }

  private static String judge(String script, String answer) {
    Difference found = Judge.ofBoot(START).judge(sequence(script), Answer.read(answer));
    return found == null ? "none" : found.sequence().script() + ": " + found.what();
  }

  @Test
  void likeSpecified() {
    assertThat(
            judge(
                "off, thread, vfork",
                "0 1=103110;0 1=103110 2=1031-0;0 1=103110 2=---1-- 3=103110"))
        .isEqualTo("none");
    assertThat(judge("drop all, off", "0 1=005001;1 1=005001")).isEqualTo("none");
  }

  @Test
  void unlike() {
    assertThat(judge("off, on", "0 1=103111;0 1=005001"))
        .isEqualTo("1: off: task 1: bit 12 of the entry CR3 1, not 0");
    assertThat(judge("drop all, off", "0 1=005001;0 1=103110"))
        .isEqualTo(
            "1: drop all, 1: off: success, not errno 1; task 1: arch_prctl off, not on, prctl 3,"
                + " not 5, status off, not on, page_table_isolation off, not on, bit 12 of the"
                + " entry CR3 0, not 1");
    assertThat(judge("fork", "0 1=005001")).isEqualTo("1: fork: task 2 is gone");
    assertThat(judge("off, fork", "0 1=103110;silent"))
        .isEqualTo("1: off, 1: fork: a task did not answer any more");
    assertThat(judge("fork", "0 1=005001 2=0050!1"))
        .isEqualTo("1: fork: task 2: page_table_isolation !, not on");
  }

  @Test
  void withoutAnEvent() {
    List<Event> events =
        sequence("fork, 2: off, 1: fork, 3: on, 1: attach 3, 1: attach 2").events();
    List<String> rests = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rests.add(
          String.join(", ", Without.event(START, events, i).stream().map(Phrases::of).toList()));
    }
    assertThat(rests)
        .containsExactly(
            "1: fork, 2: on, 1: attach 2",
            "1: fork, 1: fork, 3: on, 1: attach 3, 1: attach 2",
            "1: fork, 2: off, 1: attach 2");
  }
}
