package io.ptictl.cli;

import picocli.CommandLine.Command;

/** {@code ptictl lab}: groups its subcommands. */
@Command(
    name = "lab",
    description = "Try it all in a virtual machine.",
    mixinStandardHelpOptions = true)
final class LabCommand {}
