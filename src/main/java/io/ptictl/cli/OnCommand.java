package io.ptictl.cli;

import io.ptictl.spec.Isolation;
import picocli.CommandLine.Command;

/** {@code ptictl on}. */
@Command(
    name = "on",
    header = "Isolates running processes again.",
    description = {"Page-table isolation protects the kernel from these processes again.", ""},
    customSynopsis = "ptictl on --pid PID... [--tree]",
    footer = {
      "",
      "Needs CAP_PAYLOAD or CAP_SYS_RAWIO, and what attaching a debugger needs.",
      "Exit status: 0; 1 if a process is refused or not found, the others being changed; 3 if the"
          + " kernel has no per-process control."
    },
    mixinStandardHelpOptions = true)
final class OnCommand extends ChangeCommand {
  @Override
  Isolation state() {
    return Isolation.ON;
  }
}
