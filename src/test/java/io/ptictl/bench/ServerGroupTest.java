package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import org.junit.jupiter.api.Test;

class ServerGroupTest {
  private static final String PTI = "Mitigation: PTI; opt-out allowed";

  /** As grep(1) prints it. */
  private static String process(int pid, String isolation, String entryCr3) {
    return """
    /proc/%1$d/status:Pid:	%1$d
    /proc/%1$d/status:Page_Table_Isolation:	%2$s
    /proc/%1$d/arch_status:Entry_CR3:	0x%3$s
    """
        .formatted(pid, isolation, entryCr3);
  }

  private static String isolated(int pid) {
    return process(pid, "enabled", "0000000004051000");
  }

  private static String optedOut(int pid) {
    return process(pid, "disabled", "0000000004050000");
  }

  @Test
  void looksAtEachProcess() {
    assertThat(ServerGroup.require(CountedLeg.ISOLATED, PTI, isolated(7) + isolated(8)))
        .isEqualTo(2);
    assertThat(ServerGroup.require(CountedLeg.OPTED_OUT, PTI, optedOut(7))).isEqualTo(1);
    assertThat(ServerGroup.require(CountedLeg.OPTED_OUT, PTI, "")).isZero();
  }

  @Test
  void leavesOutWhatHasNotEnteredTheKernelAndWhatEnds() {
    String newborn = process(8, "enabled", "0000000000000000");
    String ending = "/proc/9/status:Pid:	9\n";
    assertThat(ServerGroup.require(CountedLeg.ISOLATED, PTI, isolated(7) + newborn + ending))
        .isEqualTo(1);
  }

  @Test
  void aKernelWithoutTheFeatureShowsNoStates() {
    String states = "/proc/7/status:Pid:	7\n/proc/12/status:Pid:	12\n";
    assertThat(ServerGroup.require(CountedLeg.UNPATCHED, "Mitigation: PTI", states)).isEqualTo(2);
    assertThat(ServerGroup.require(CountedLeg.UNPATCHED_PTI_OFF, "Vulnerable", states))
        .isEqualTo(2);
  }

  @Test
  void oneProcessThatRunsOtherwiseIsTooMany() {
    assertThatThrownBy(
            () -> ServerGroup.require(CountedLeg.OPTED_OUT, PTI, optedOut(7) + isolated(8)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("opted out: ")
        .hasMessageContaining("the process enabled");
    // Says that it is opted out, and enters by user page tables.
    assertThatThrownBy(
            () ->
                ServerGroup.require(
                    CountedLeg.OPTED_OUT, PTI, process(7, "disabled", "0000000004051000")))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(
            () ->
                ServerGroup.require(
                    CountedLeg.UNPATCHED_PTI_OFF, "Mitigation: PTI", "/proc/7/status:Pid:	7\n"))
        .isInstanceOf(Failure.class);
  }
}
