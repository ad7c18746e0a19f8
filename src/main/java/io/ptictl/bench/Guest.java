package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Result;
import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of a machine again and again. Methods fail with what the command said. */
final class Guest {
  private static final Pattern STATE = Pattern.compile("(?m)^Page_Table_Isolation:\t(.*)$");
  private static final Pattern ENTRY_CR3 = Pattern.compile("(?m)^Entry_CR3:\t0x([0-9a-f]{16})$");
  private static final Pattern CR3 = Pattern.compile("CR3=([0-9a-f]+)");

  /** Where a server runs, alone. */
  static final int SERVER_CPU = 1;

  /** Where what asks it runs. */
  static final int GENERATOR_CPU = 0;

  private Guest() {}

  /** What a command prints that must succeed. */
  static String output(Machine machine, Command command) throws InterruptedException {
    Result result = machine.run(command);
    if (result.status() != 0) {
      throw Failure.failed(
          "in the guest: "
              + command.argv().getFirst()
              + ": status "
              + result.status()
              + ": "
              + (result.errorText() + result.text()).strip().replace('\n', ' '));
    }
    return result.text();
  }

  /** The state in /proc/PID/status. */
  static Isolation isolation(Machine machine, int pid) throws InterruptedException {
    String status = output(machine, Command.of("cat", "/proc/" + pid + "/status"));
    Matcher state = STATE.matcher(status);
    if (!state.find()) {
      throw Failure.unsupported("the guest's kernel does not show the isolation of processes");
    }
    return Isolation.ofKernelWord(state.group(1));
  }

  /** The CR3 value of the last entry from user mode; null if the kernel records none. */
  static @Nullable Long entryCr3(Machine machine, int pid) throws InterruptedException {
    String status = output(machine, Command.of("cat", "/proc/" + pid + "/arch_status"));
    Matcher cr3 = ENTRY_CR3.matcher(status);
    if (!cr3.find()) {
      return null;
    }
    long value = Long.parseUnsignedLong(cr3.group(1), 16);
    return value == 0 ? null : Long.valueOf(value);
  }

  /** The CR3 register of a CPU now. */
  static long cr3(Machine machine, int cpu) {
    Matcher cr3 = CR3.matcher(machine.registers(cpu));
    if (!cr3.find()) {
      throw Failure.failed("QEMU's monitor: no CR3 among the registers of CPU " + cpu);
    }
    return Long.parseUnsignedLong(cr3.group(1), 16);
  }
}
