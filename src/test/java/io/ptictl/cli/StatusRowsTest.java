package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.process.ProcessStatus;
import io.ptictl.spec.Isolation;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusRowsTest {
  private static final Comparator<ProcessStatus> BY_PID =
      Comparator.comparingInt(ProcessStatus::pid);

  private static ProcessStatus process(int pid, int parent) {
    return new ProcessStatus(
        pid, pid, parent, 0, 0, "p", 1, 0, ProcessStatus.Kind.PROGRAM, Isolation.ON);
  }

  private static final List<ProcessStatus> ALL =
      List.of(process(1, 0), process(2, 1), process(3, 1), process(4, 2), process(5, 4));

  private static List<Integer> pids(List<ProcessStatus> rows) {
    return rows.stream().map(ProcessStatus::pid).toList();
  }

  @Test
  void aTreeHasParentsFirstAndSiblingsInOrder() {
    assertThat(pids(new StatusRows(ALL, BY_PID, true).of(_ -> true)))
        .containsExactly(1, 2, 4, 5, 3);
    assertThat(pids(new StatusRows(ALL, BY_PID.reversed(), true).of(_ -> true)))
        .containsExactly(1, 3, 2, 4, 5);
  }

  @Test
  void descendantsAreShownOnceBelowTheTopmostThatIsWanted() {
    assertThat(
            pids(new StatusRows(ALL, BY_PID, true).of(each -> each.pid() == 5 || each.pid() == 2)))
        .containsExactly(2, 4, 5);
  }

  @Test
  void withoutATreeOnlyWhatIsWanted() {
    assertThat(pids(new StatusRows(ALL, BY_PID.reversed(), false).of(each -> each.pid() > 3)))
        .containsExactly(5, 4);
  }

  @Test
  void aRingOfParentsEnds() {
    List<ProcessStatus> ring = List.of(process(7, 8), process(8, 7), process(9, 8));
    assertThat(pids(new StatusRows(ring, BY_PID, true).of(each -> each.pid() == 9)))
        .containsExactly(9);
    assertThat(pids(new StatusRows(ring, BY_PID, true).named(List.of(ring.getFirst()))))
        .contains(7);
  }

  @Test
  void withoutAnOrderTheyStayAsNamed() {
    List<ProcessStatus> named = List.of(ALL.get(3), ALL.get(1), ALL.get(2));
    assertThat(new StatusRows(ALL, null, false).named(named)).isEqualTo(named);
    assertThat(pids(new StatusRows(ALL, null, true).named(named))).containsExactly(2, 4, 5, 3);
  }
}
