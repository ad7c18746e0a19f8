package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MmuTrace;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every CR3 write of a program that enters the kernel 10,000 times, counted by the emulator. */
class Cr3WritesIT {
  private static final long CALLS = 10_000;
  private static final Pattern CR3 = Pattern.compile("Entry_CR3:\t0x([0-9a-f]+)");
  private static final Pattern SWITCHES = Pattern.compile("ctxt_switches:\t(\\d+)");

  private static Machine machine;
  @TempDir Path directory;

  @BeforeAll
  static void boot() throws Exception {
    machine = Machine.boot(TestKernels.patched());
  }

  @AfterAll
  static void end() {
    machine.close();
  }

  private record Run(long entryCr3, long loads, long switches) {}

  private Run run(String launcher) throws InterruptedException {
    String[] line = {
      Programs.launcher(launcher), "--", Programs.helper("getppid"), String.valueOf(CALLS)
    };
    MmuTrace trace = machine.traceMmu(directory.resolve("log"));
    String printed;
    try (trace) {
      printed = Guest.output(machine, Command.of(line).onCpu(1));
    }
    Matcher cr3 = CR3.matcher(printed);
    assertThat(cr3.find()).as(printed).isTrue();
    long entry = Long.parseUnsignedLong(cr3.group(1), 16);
    long switches =
        SWITCHES.matcher(printed).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
    return new Run(entry, PageTables.loads(trace.cr3Writes(), entry), switches);
  }

  @Test
  void optedOutThereIsNoneButThoseOfContextSwitches() throws Exception {
    Run run = run("nopti");
    assertThat(PageTables.which(run.entryCr3())).isZero();
    // One more: execve loads the new page tables without a context switch.
    assertThat(run.loads()).isBetween(1L, run.switches() + 1);
  }

  @Test
  void isolatedThereAreTwoForEachCall() throws Exception {
    Run run = run("pti");
    assertThat(PageTables.which(run.entryCr3())).isEqualTo(0x1000);
    assertThat(run.loads()).isGreaterThanOrEqualTo(2 * CALLS);
  }
}
