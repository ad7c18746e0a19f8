package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The model of {@code ptictl run}: its help, manual page and completion. The native launcher parses
 * and does it; a JVM cannot start a program as nice(1) does.
 */
@Command(
    name = "run",
    header = "Runs a command without page-table isolation.",
    description = {
      "Runs COMMAND without page-table isolation, in place of this process, as nice(1) would start"
          + " it. What COMMAND starts inherits this; see protect for taking it back.",
      ""
    },
    customSynopsis =
        "ptictl run [--user NAME] [--group NAME] [--best-effort] [-v] [--]%n"
            + "                  COMMAND [ARG...]",
    footer = {
      "",
      "Needs CAP_PAYLOAD or CAP_SYS_RAWIO. Also by the name nopti.",
      "Exit status: that of COMMAND; 125 if ptictl fails, 126 if COMMAND cannot be executed, 127 if"
          + " it is not found."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "become this user, with its groups and without the capability")
  @Nullable String user;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "become a member of this group instead of the user's own")
  @Nullable String group;

  @Option(
      names = "--best-effort",
      description = "where opting out is refused, warn and run the command isolated")
  boolean bestEffort;

  @Option(
      names = {"-v", "--verbose"},
      description = "say what was done")
  boolean verbose;

  @Parameters(paramLabel = "COMMAND", description = "the program and its arguments")
  List<String> command = List.of();

  @Override
  public Integer call() {
    throw nativeOnly("run");
  }

  static Failure nativeOnly(String name) {
    return new Failure(
        ExitStatus.WRAPPER_FAILED,
        name + ": done by the native launcher, not by Java; call build/ptictl " + name);
  }
}
