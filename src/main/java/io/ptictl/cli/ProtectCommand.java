package io.ptictl.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model of {@code ptictl protect}; see {@link RunCommand}. */
@Command(
    name = "protect",
    header = "Runs a command with page-table isolation again.",
    description = {
      "Runs COMMAND isolated, in place of this process: what a process without isolation starts"
          + " and does not trust. Needs no privilege, and never runs COMMAND without isolation.",
      ""
    },
    customSynopsis = "ptictl protect [--forever] [--] COMMAND [ARG...]",
    footer = {
      "",
      "Also by the name pti.",
      "Exit status: that of COMMAND; 125 if ptictl fails, 126 if COMMAND cannot be executed, 127 if"
          + " it is not found."
    },
    mixinStandardHelpOptions = true)
final class ProtectCommand implements Callable<Integer> {
  @Option(
      names = "--forever",
      description = "nothing can opt COMMAND out again, nor anything it starts")
  boolean forever;

  @Parameters(paramLabel = "COMMAND", description = "the program and its arguments")
  List<String> command = List.of();

  @Override
  public Integer call() {
    throw RunCommand.nativeOnly("protect");
  }
}
