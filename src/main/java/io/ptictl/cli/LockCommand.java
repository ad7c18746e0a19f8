package io.ptictl.cli;

import io.ptictl.process.MachineState;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lock}. */
@Command(
    name = "lock",
    header = "Isolates everything until the next boot.",
    description = {
      "Sets kernel.pti_optout to 0: every process is isolated at once, and none can opt out until"
          + " the machine boots again.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if refused or not confirmed; 3 if the kernel has no such switch."
    },
    mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Option(names = "--yes", description = "do not ask; needed where nobody can be asked")
  boolean yes;

  @Override
  public Integer call() throws IOException {
    MachineState machine = MachineState.read();
    if (!machine.control()) {
      throw Failure.unsupported("this kernel has no per-process control; there is nothing to lock");
    }
    if (!machine.allowed()) {
      Messages.say(self.commandLine(), "locked already");
      return ExitStatus.YES;
    }
    if (!yes && !confirmed()) {
      throw Failure.failed("not locked");
    }
    lock();
    return ExitStatus.YES;
  }

  private boolean confirmed() throws IOException {
    if (!Screen.canAsk()) {
      throw Failure.usage("lock: cannot be undone before the next boot; add --yes to do it");
    }
    PrintWriter err = self.commandLine().getErr();
    err.print("Isolate every process, with no way back before the next boot? [y/N] ");
    err.flush();
    @Nullable String answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    return answer != null && (answer.strip().equals("y") || answer.strip().equals("yes"));
  }

  private static void lock() {
    try {
      Files.writeString(MachineState.SWITCH, "0\n");
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.NO, MachineState.SWITCH + ": not writable; try as root outside containers", e);
    }
    if (MachineState.read().allowed()) {
      throw Failure.failed(MachineState.SWITCH + ": still 1 after 0 was written");
    }
  }
}
