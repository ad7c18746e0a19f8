package io.ptictl.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Progress;
import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lockdep, KASAN and the feature's own assertions find: nothing. */
@Tag("thorough")
class DebugKernelIT {
  private static final int STRESS_SECONDS = 600;
  private static final int CHECKED_SECONDS = 20;

  /** An error of memory that somebody may act on some time: raised as a machine check. */
  private static final String MACHINE_CHECK = "mce -b 0 9 0xbd000000000000c0 0x5 0x12345000 0x8c";

  private static MachineSpec machine(int processors) {
    return TestKernels.debug().withProcessors(processors).withMemory(2048);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void selfTestsPassWithoutComplaint(int processors) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Machine machine =
        Machine.boot(machine(processors), new Complaints(said), Progress.SILENT)) {
      Selftests.assertAllPass(machine);
    }
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  /** Without PCID the image is mapped under pti=auto: here it is not. */
  @Test
  void theUserPageTablesMapTheEntryAreaOnly() throws Exception {
    for (PtiMode mode : new PtiMode[] {PtiMode.AUTO, PtiMode.ON}) {
      try (Machine machine = Machine.boot(machine(2).withPti(mode))) {
        Result result = machine.run(Selftests.command("pti_optout", "user page"));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.text())
            .contains("user page tables map the entry area only")
            .contains("NX of user pages follows the state")
            .doesNotContain("SKIP");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"enabled, 1", "disabled, 0"})
  void anOopsTellsTheCr3OfTheEntry(String state, long isolated) throws Exception {
    String script =
        """
        echo 0 > /proc/sys/kernel/panic_on_oops
        mount -t debugfs none /sys/kernel/debug
        sh -c "echo %s > /proc/self/page_table_isolation
          echo EXCEPTION > /sys/kernel/debug/provoke-crash/DIRECT"
        dmesg
        """;
    try (Machine machine = Machine.boot(machine(2))) {
      Result result = machine.run(Command.of("sh", "-c", script.formatted(state)));
      String oops = result.text().substring(result.text().indexOf("BUG: kernel NULL pointer"));
      Matcher entry = Pattern.compile("(?m)Entry CR3: ([0-9a-f]{16})$").matcher(oops);
      assertThat(entry.find()).as(oops).isTrue();
      assertThat(Long.parseLong(entry.group(1), 16) >> 12 & 1).as(oops).isEqualTo(isolated);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void stressHasNoComplaint(int processors) throws Exception {
    StressRun.assertGood(machine(processors), STRESS_SECONDS);
  }

  /** On one CPU: one that is offline does not answer, and QEMU resets the machine. */
  @Test
  void machineChecksUnderLoad() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Machine machine = Machine.boot(machine(1), new Complaints(said), Progress.SILENT)) {
      Result result = StressRun.runWhile(machine, CHECKED_SECONDS, MACHINE_CHECK);
      assertThat(result.status()).as(result + "\n" + said.toString(UTF_8)).isZero();
      StressRun.assertTaken(machine, 1, "MCE");
    }
    assertThat(said.toString(UTF_8)).isEmpty();
  }
}
