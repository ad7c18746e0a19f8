package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.KernelMeaning;
import io.ptictl.policy.Scan;
import io.ptictl.report.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl marks}. */
@Command(
    name = "marks",
    header = "Lists marked programs.",
    description = {
      "Lists the recorded marks: how each stands (see verify), what was marked, when, by whom, and"
          + " which rules were waived. With DIR: the files below it that are marked, whoever marked"
          + " them; symbolic links are not followed, and /proc and its like not entered.",
      ""
    },
    customSynopsis = "ptictl marks [--records DIR] [--json] [DIR]",
    footer = {"", "Exit status: 0; 1 if DIR, something below it, or a record could not be read."},
    mixinStandardHelpOptions = true)
final class MarksCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "look below this directory")
  @Nullable String directory;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin MarkRecords records = new MarkRecords();

  @Override
  public Integer call() {
    MarkFindings known = new MarkFindings(self.commandLine(), records);
    List<Finding> findings = directory == null ? known.verifier().all() : below(directory, known);
    MarksReport report = new MarksReport(findings);
    if (json) {
      report.json(self.commandLine().getOut());
    } else {
      report.records(self.commandLine().getOut(), Screen.outputWidth());
    }
    self.commandLine().getOut().flush();
    KernelMeaning meaning = KernelMeaning.read();
    if (!findings.isEmpty() && !meaning.warning().isEmpty()) {
      Messages.say(self.commandLine(), "note: " + meaning.warning());
    }
    return known.status();
  }

  private static List<Finding> below(String name, MarkFindings known) {
    Scan scan;
    try (Progress progress = Screen.progress()) {
      progress.step("looking for marked files");
      scan = Scan.below(MarkRecords.absolute(List.of(name)).getFirst());
    }
    scan.unread().forEach(known::complain);
    return known.of(scan.marked());
  }
}
