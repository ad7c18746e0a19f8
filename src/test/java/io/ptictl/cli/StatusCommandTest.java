package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ptictl.process.MachineState;
import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a kernel without the control, such as any of today. */
final class StatusCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final String self = String.valueOf(ProcessHandle.current().pid());

  @BeforeEach
  void withoutControl() {
    assumeFalse(MachineState.read().control());
  }

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void tellsTheMachineAndThatItCannotKnowMore() {
    assertThat(run("status")).isEqualTo(ExitStatus.UNSUPPORTED);
    assertThat(out.toString().lines())
        .singleElement()
        .isEqualTo("machine: " + MachineState.read().words());
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("no per-process control");
  }

  @Test
  void tellsWhatFollowsFromTheMachinesState() {
    assertThat(run("status", self)).isEqualTo(ExitStatus.UNSUPPORTED);
    String state = MachineState.read().everywhere().word();
    assertThat(out.toString().lines().skip(2))
        .satisfiesExactly(
            line -> assertThat(line.split(" +")).contains("PID", "STATE", "COMMAND"),
            line -> assertThat(line.strip().split(" +")).contains(self, state));
  }

  @Test
  void printsJson() {
    run("status", "--json", self);
    assertThat(out.toString()).startsWith("{").contains("\"processes\" : [", "\"pid\" : " + self);
  }

  @Test
  void changesNothingWhereItCannot() {
    assertThat(run("off", "--pid", self)).isEqualTo(ExitStatus.UNSUPPORTED);
    assertThat(run("on", "--pid", self)).isEqualTo(ExitStatus.UNSUPPORTED);
    assertThat(run("lock", "--yes")).isEqualTo(ExitStatus.UNSUPPORTED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("ptictl: "));
  }

  @Test
  void changeNeedsProcesses() {
    assertThat(run("off")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines())
        .containsExactly("ptictl: missing required option: '--pid=PID'; see ptictl off --help");
  }
}
