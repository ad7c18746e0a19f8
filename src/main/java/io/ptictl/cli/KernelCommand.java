package io.ptictl.cli;

import picocli.CommandLine.Command;

/** {@code ptictl kernel}: groups its subcommands. */
@Command(
    name = "kernel",
    header = "Patches, builds and exports the kernel.",
    description = "The kernel with the per-process opt-out, and the lab's build of it.",
    subcommands = {
      KernelBuildCommand.class,
      KernelPatchCommand.class,
      KernelExportCommand.class,
      KernelDebCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class KernelCommand {}
