package io.ptictl.cli;

import io.ptictl.estimate.Watch;
import io.ptictl.report.ExitStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program: one command line in, one exit status out. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its status. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("estimate")) {
      Watch.executeDirectly(); // before picocli reads the environment, which settles it
    }
    StandardStream output = new StandardStream(new FileOutputStream(FileDescriptor.out));
    StandardStream errors = new StandardStream(new FileOutputStream(FileDescriptor.err));
    Charset charset = System.out.charset();
    PrintWriter out = new PrintWriter(output, false, charset);
    PrintWriter err = new PrintWriter(errors, true, charset);
    int status = run(args, out, err);
    out.flush();
    String lost = output.failure();
    if (lost != null) {
      err.println("ptictl: standard output: " + lost);
      status = Math.max(status, ExitStatus.NO);
    }
    System.exit(status);
  }

  /**
   * Runs one command in this JVM.
   *
   * @param out what was asked for
   * @param err everything else: messages, questions
   * @return the status, one of {@link ExitStatus}
   */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    String[] line = Commands.withoutHelpCommand(args);
    try {
      return Commands.commandLine(line)
          .setOut(out)
          .setErr(err)
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
          .setUsageHelpWidth(80)
          .setExpandAtFiles(false)
          .setParameterExceptionHandler(Messages::wrongUse)
          .setExecutionExceptionHandler(Messages::failed)
          .execute(line);
    } finally {
      out.flush();
      err.flush();
    }
  }
}
