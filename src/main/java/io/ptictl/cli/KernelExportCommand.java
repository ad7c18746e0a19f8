package io.ptictl.cli;

import io.ptictl.kbuild.Author;
import io.ptictl.kbuild.CheckReport;
import io.ptictl.kbuild.Purpose;
import io.ptictl.kbuild.SeriesCheck;
import io.ptictl.kbuild.SeriesExport;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "",
      "With --check the mails are tried in a copy of that source: applied, read by checkpatch.pl"
          + " and built one after the other, with the lab's configuration, and at last built once"
          + " with the options off, which is compared with the unpatched kernel. It takes as"
          + " long as several builds and prints a table instead of the files.",
      ""
    },
    footer = {
      "",
      "Exit status: 0, 1 with DIR unchanged or if the check finds something, 3 if packages are"
          + " missing."
    },
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

  @Option(names = "--check", description = "apply and build what was written")
  private boolean check;

  @Mixin private InstallOption install = new InstallOption();

  @Option(names = "--json", description = "print the result of the check as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (json && !check) {
      throw Failure.usage("--json: prints the result of --check; give both");
    }
    if (check) {
      install.kernels(spec.commandLine().getErr()).requirePackages(Purpose.KERNEL, Purpose.SERIES);
    }
    Author author = from == null ? Author.ofGit() : Author.parse(from);
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).withNano(0);
    List<Path> mails;
    try (Progress progress = Bar.open()) {
      mails = SeriesExport.ofThisCheckout(version()).write(directory, author, now, progress);
    }
    if (check) {
      return check(mails);
    }
    mails.forEach(spec.commandLine().getOut()::println);
    return ExitStatus.YES;
  }

  private int check(List<Path> mails) {
    CheckReport report;
    try (Progress progress = Bar.open()) {
      report = SeriesCheck.ofThisMachine().run(mails, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      CheckTable.printJson(out, report);
    } else {
      CheckTable.print(out, report, Screen.outputWidth());
    }
    return report.good() ? ExitStatus.YES : ExitStatus.NO;
  }

  private static String version() {
    return String.join(" ", new Ptictl.Version().getVersion());
  }
}
