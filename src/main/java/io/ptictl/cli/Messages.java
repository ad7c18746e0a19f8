package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, as one line on standard error and a status. */
final class Messages {
  /** Nobody reads more than its beginning. */
  private static final Pattern LONG_WORD = Pattern.compile("(\\S{200})\\S{100,}(?<!:)");

  private Messages() {}

  /** The command line is wrong; nothing was done. */
  static int wrongUse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, reason(e) + "; see " + name + " --help");
    return ExitStatus.USAGE;
  }

  /** The command threw. */
  static int failed(Exception e, CommandLine command, ParseResult result) {
    if (Boolean.getBoolean("ptictl.debug") || "".equals(System.getProperty("ptictl.debug"))) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof Failure failure) {
      say(command, String.valueOf(failure.getMessage()));
      return failure.exitStatus();
    }
    if (e instanceof UncheckedIOException io && io.getCause() != null) {
      say(command, io.getCause().toString());
    } else if (e instanceof InterruptedException) {
      say(command, "interrupted");
    } else {
      say(command, "unexpected " + e + "; set JDK_JAVA_OPTIONS=-Dptictl.debug to see where");
    }
    return ExitStatus.NO;
  }

  private static String reason(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        return "unknown option " + quote(word);
      }
      return (command.getSubcommands().isEmpty() ? "unexpected argument " : "no command ")
          + quote(word);
    }
    if (command.getSubcommands().isEmpty() || e instanceof MissingParameterException) {
      String message = String.valueOf(e.getMessage());
      return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
    return "no command given";
  }

  /** One line on standard error. */
  static void say(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("ptictl: " + oneLine(message));
    err.flush();
  }

  private static String quote(String word) {
    return "'" + word + "'";
  }

  /** Picocli's messages and file names may have line ends in them, and be longer than a screen. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return LONG_WORD.matcher(line.toString().strip()).replaceAll("$1...");
  }
}
