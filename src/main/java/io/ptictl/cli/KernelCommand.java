package io.ptictl.cli;

import picocli.CommandLine.Command;

/** {@code ptictl kernel}: groups its subcommands. */
@Command(
    name = "kernel",
    description = "The lab kernel: patch, build.",
    mixinStandardHelpOptions = true)
final class KernelCommand {}
