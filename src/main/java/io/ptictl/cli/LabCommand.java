package io.ptictl.cli;

import picocli.CommandLine.Command;

/** {@code ptictl lab}: groups its subcommands. */
@Command(
    name = "lab",
    header = "Try it all in a virtual machine.",
    description = {
      "A lab machine runs the patched kernel under QEMU, with this host's own root directory,"
          + " copy-on-write: any program of the host runs in it, and nothing it does to files"
          + " stays.",
      ""
    },
    subcommands = {
      LabRunCommand.class,
      LabShellCommand.class,
      LabDemoCommand.class,
      LabBenchCommand.class,
      LabCountCommand.class,
      LabTestCommand.class,
      LabMutantsCommand.class,
      LabEstimateCheckCommand.class,
      LabCleanCommand.class
    },
    mixinStandardHelpOptions = true)
final class LabCommand {}
