package io.ptictl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MmuTrace;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every CR3 write of a program that enters the kernel 10,000 times, counted by the emulator. */
class Cr3WritesIT {
  private static final long CALLS = 10_000;
  private static final String ENTRY = "Entry_CR3:\t0x";
  private static final String SWITCHES = "switches: ";

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

  /** Traces only while the program calls, not its start and its end. */
  private Run run(String launcher) throws Exception {
    PipedInputStream printed = new PipedInputStream();
    Sinks sinks = new Sinks(new PipedOutputStream(printed), OutputStream.nullOutputStream());
    BufferedReader lines = new BufferedReader(new InputStreamReader(printed, US_ASCII));
    Session session =
        machine.start(
            Command.of(
                    Programs.launcher(launcher),
                    "--",
                    Programs.helper("getppid"),
                    String.valueOf(CALLS))
                .onCpu(1),
            sinks);
    long entry = Long.parseUnsignedLong(after(ENTRY, lines.readLine()), 16);
    MmuTrace trace = machine.traceMmu(directory.resolve(launcher));
    long switches;
    try (trace) {
      session.input().write('\n');
      switches = Long.parseLong(after(SWITCHES, lines.readLine()));
    }
    session.input().write('\n');
    assertThat(session.waitFor()).isZero();
    return new Run(entry, PageTables.loads(trace.cr3Writes(), entry), switches);
  }

  private static String after(String label, String line) {
    assertThat(line).startsWith(label);
    return line.substring(label.length());
  }

  @Test
  void optedOutThereIsNoneButThoseOfContextSwitches() throws Exception {
    Run run = run("nopti");
    assertThat(PageTables.which(run.entryCr3())).isZero();
    // One more: the switch to it after it has told how many there were.
    assertThat(run.loads()).isLessThanOrEqualTo(run.switches() + 1);
  }

  @Test
  void isolatedThereAreTwoForEachCall() throws Exception {
    Run run = run("pti");
    assertThat(PageTables.which(run.entryCr3())).isEqualTo(0x1000);
    assertThat(run.loads()).isGreaterThanOrEqualTo(2 * CALLS);
  }
}
