package io.ptictl.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The ptictl command line. */
@Command(
    name = "ptictl",
    description = "Lets one process run without kernel page-table isolation.",
    mixinStandardHelpOptions = true,
    subcommands = {KernelCommand.class, LabCommand.class})
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its status. */
  public static void main(String[] args) {
    int status =
        run(args, new PrintWriter(System.out, true), new PrintWriter(System.err, true));
    System.exit(status);
  }

  /** Runs one command in-process. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
  }
}
