package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.KernelMeaning;
import io.ptictl.policy.MarkState;
import io.ptictl.report.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl verify}. */
@Command(
    name = "verify",
    header = "Compares marked programs with what was marked.",
    description = {
      "Says of each recorded mark, or of each FILE, how it stands:",
      "",
      "  ok          the content that was marked, and every rule kept or waived",
      "  lost        no mark any more: the package was upgraded, the file written",
      "              to, or removed; its processes start isolated",
      "  changed     a mark on another content than the one that was marked",
      "  unsafe      a rule is broken that was not waived (see mark)",
      "  moved       the marked file has another name now",
      "  unknown     a mark without a record; marks DIR finds those",
      "  unreadable  could not be looked at",
      "",
      "Changes nothing. Who may write to a file is told to root only.",
      ""
    },
    customSynopsis = "ptictl verify [--records DIR] [--json] [FILE...]",
    footer = {
      "",
      "Also says when the running kernel has no per-process opt-out: marks have no effect there,"
          + " and capability 41 may come to mean something else.",
      "Exit status: 0 if all are ok; 1 if one is not, is not marked, or its record is damaged, or"
          + " if the kernel means something else by capability 41."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "these only")
  List<String> files = List.of();

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin MarkRecords records = new MarkRecords();

  @Override
  public Integer call() {
    MarkFindings known = new MarkFindings(self.commandLine(), records);
    List<Finding> findings =
        files.isEmpty() ? known.verifier().all() : known.of(MarkRecords.absolute(files));
    MarksReport report = new MarksReport(findings);
    if (json) {
      report.json(self.commandLine().getOut());
    } else {
      report.states(self.commandLine().getOut());
    }
    self.commandLine().getOut().flush();
    if (!findings.isEmpty()) {
      tell(known);
    }
    boolean allOk = findings.stream().allMatch(finding -> finding.state() == MarkState.OK);
    return allOk ? known.status() : ExitStatus.NO;
  }

  private void tell(MarkFindings known) {
    if (!known.verifier().unseen().isEmpty()) {
      Messages.say(
          self.commandLine(), "note: whether somebody can write to the files is told to root only");
    }
    KernelMeaning meaning = KernelMeaning.read();
    if (meaning == KernelMeaning.FOREIGN) {
      known.complain("warning: " + meaning.warning());
    } else if (!meaning.warning().isEmpty()) {
      Messages.say(self.commandLine(), "note: " + meaning.warning());
    }
  }
}
