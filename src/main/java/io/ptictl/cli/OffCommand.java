package io.ptictl.cli;

import io.ptictl.spec.Isolation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ptictl off}. */
@Command(
    name = "off",
    header = "Opts running processes out of isolation.",
    description = {
      "These processes stop paying for page-table isolation, without a restart. One that is taken"
          + " over can then read all memory of the machine: name only what it exists for.",
      ""
    },
    customSynopsis = "ptictl off [--until-exec] --pid PID... [--tree]",
    footer = {
      "",
      "Needs CAP_PAYLOAD or CAP_SYS_RAWIO, and what attaching a debugger needs.",
      "Exit status: 0; 1 if a process is refused or not found, the others being changed; 3 if the"
          + " kernel has no per-process control."
    },
    mixinStandardHelpOptions = true)
final class OffCommand extends ChangeCommand {
  @Option(names = "--until-exec", description = "what the processes execute is isolated")
  boolean untilExec;

  @Override
  Isolation state() {
    return untilExec ? Isolation.OFF_NOEXEC : Isolation.OFF;
  }
}
