package io.ptictl.cli;

import io.ptictl.lab.Command;
import io.ptictl.lab.Foreground;
import io.ptictl.lab.Invocation;
import io.ptictl.lab.Machine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl lab run}: any command of the host in a booted machine. */
@CommandLine.Command(
    name = "run",
    header = "Runs a command of this host in a machine with the patched kernel.",
    description = {
      "Boots a machine, runs COMMAND in it as root, in this directory and with this environment,"
          + " and ends the machine. Standard input, output and error, signals and the exit status"
          + " pass. Changes to files are seen inside only, and are gone afterwards.",
      ""
    },
    customSynopsis =
        "ptictl lab run [--cpu CPU] [--with PATH]... [--pti MODE] [--smp N]%n"
            + "                      [--memory M] [-v] [--] COMMAND [ARG...]",
    footer = {
      "",
      "Exit status: that of COMMAND, 128 + n if signal n ended it; 126 if COMMAND",
      "cannot be executed, 127 if it is not found; 1 if the machine fails, 3 if it",
      "cannot be had here.",
      "",
      "  ptictl lab run -- grep Isolation /proc/self/status",
      "  ptictl lab run --cpu haswell -- grep pcid /proc/cpuinfo",
      "  ptictl lab run --pti off -- haproxy -f my.cfg"
    },
    mixinStandardHelpOptions = true)
final class LabRunCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Mixin MachineOptions options = new MachineOptions();

  @Parameters(paramLabel = "COMMAND", description = "the program and its arguments")
  List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    if (command.isEmpty()) {
      throw new ParameterException(self.commandLine(), "no command to run");
    }
    List<String> argv = Invocation.lastArguments(command.size());
    PrintWriter err = self.commandLine().getErr();
    Command whole = Command.ofRaw(argv, Invocation.environment(), Invocation.directory());
    try (Machine machine = options.boot(whole, err)) {
      return new Foreground(machine, Bar.notices(err)).run(whole);
    }
  }
}
