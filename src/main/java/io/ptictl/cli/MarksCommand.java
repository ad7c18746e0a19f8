package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.KernelMeaning;
import io.ptictl.policy.MarkStore;
import io.ptictl.policy.Scan;
import io.ptictl.policy.Verifier;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.util.ArrayList;
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

  private int status = ExitStatus.YES;

  @Override
  public Integer call() {
    MarkStore.Records known = records.store().all();
    known.damaged().forEach(this::complain);
    Verifier verifier = new Verifier(known);
    List<Finding> findings = directory == null ? verifier.all() : below(directory, verifier);
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
    return status;
  }

  private List<Finding> below(String name, Verifier verifier) {
    Scan scan;
    try (Progress progress = Screen.progress()) {
      progress.step("looking for marked files");
      scan = Scan.below(MarkRecords.absolute(List.of(name)).getFirst());
    }
    scan.unread().forEach(this::complain);
    List<Finding> findings = new ArrayList<>();
    for (String path : scan.marked()) {
      try {
        findings.add(verifier.file(path));
      } catch (Failure e) {
        complain(String.valueOf(e.getMessage()));
      }
    }
    return findings;
  }

  private void complain(String message) {
    Messages.say(self.commandLine(), message);
    status = ExitStatus.NO;
  }
}
