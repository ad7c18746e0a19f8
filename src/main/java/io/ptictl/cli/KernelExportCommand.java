package io.ptictl.cli;

import io.ptictl.kbuild.Author;
import io.ptictl.kbuild.SeriesExport;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl kernel export}: the feature as mails for git-am(1). */
@Command(
    name = "export",
    header = "Writes the feature as a series of mails for git am.",
    description = {
      "Writes the feature into the directory DIR, which must be new or empty, as a cover letter and"
          + " one patch for each step, in the form of git format-patch. They apply to Debian's"
          + " linux-source-6.12 by git am DIR/*.patch or, one by one, by patch -p1. Prints the"
          + " files.",
      ""
    },
    footer = {"", "Exit status: 0, or 1 with DIR unchanged."},
    mixinStandardHelpOptions = true)
final class KernelExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "where the mails are written")
  private Path directory;

  @Option(
      names = "--from",
      paramLabel = "AUTHOR",
      description =
          "who sends and signs them, as 'Name <mail>'; git's user.name and user.email if"
              + " it has them")
  private @Nullable String from;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Author author = from == null ? Author.ofGit() : Author.parse(from);
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).withNano(0);
    List<Path> mails;
    try (Progress progress = Bar.open()) {
      mails = SeriesExport.ofThisCheckout(version()).write(directory, author, now, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    mails.forEach(out::println);
    return ExitStatus.YES;
  }

  private static String version() {
    return String.join(" ", new Ptictl.Version().getVersion());
  }
}
