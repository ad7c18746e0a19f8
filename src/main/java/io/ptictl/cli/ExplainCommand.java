package io.ptictl.cli;

import io.ptictl.process.Explanation;
import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessExplainer;
import io.ptictl.process.ProgramExplainer;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.Programs;
import io.ptictl.sys.Raw;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl explain}. */
@Command(
    name = "explain",
    header = "Says why something is, or would be, opted out or not.",
    description = {
      "Every reason that holds, in the order in which the kernel decides, and the way out of each:"
          + " of a running process, of a program whoever executes it, or of a command started from"
          + " here.",
      ""
    },
    customSynopsis = {
      "ptictl explain [--json] PID",
      "       ptictl explain [--json] FILE",
      "       ptictl explain [--json] -- COMMAND [ARG...]"
    },
    footer = {
      "",
      "What has digits first is a PID; a FILE of such a name is ./NAME.",
      "Exit status: 0 opted out; 1 isolated, or not to be looked at; 3 if the kernel has no"
          + " per-process control."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "PID, FILE or COMMAND", arity = "1..*", description = "what to explain")
  List<String> operands = List.of();

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin MarkRecords records = new MarkRecords();

  @Override
  public Integer call() {
    Explanation explanation = new RecordedMark(self.commandLine(), records).add(explanation());
    ExplainReport report = new ExplainReport(explanation);
    if (json) {
      report.json(self.commandLine().getOut());
    } else {
      report.text(self.commandLine().getOut(), Screen.outputWidth());
    }
    if (!MachineState.read().control()) {
      return ExitStatus.UNSUPPORTED;
    }
    return explanation.optedOut() ? ExitStatus.YES : ExitStatus.NO;
  }

  private Explanation explanation() {
    String first = operands.getFirst();
    if (afterDashes()) {
      return new ProgramExplainer().command(command(first));
    }
    if (operands.size() > 1) {
      throw Failure.usage(
          "'" + operands.get(1) + "': one PID or FILE at a time; a command stands after --");
    }
    if (meansPid(first)) {
      return new ProcessExplainer().explain(Pids.parse(List.of(first)).getFirst());
    }
    return new ProgramExplainer().file(MarkRecords.absolute(List.of(first)).getFirst());
  }

  /** Was the first operand after {@code --}? */
  private boolean afterDashes() {
    List<String> words = self.commandLine().getParseResult().originalArgs();
    int dashes = words.indexOf("--");
    return dashes >= 0 && words.size() - dashes - 1 == operands.size();
  }

  /** Numbers, and what somebody may have taken for one. */
  private static boolean meansPid(String word) {
    return word.indexOf('/') < 0
        && word.codePoints()
            .limit(1)
            .allMatch(c -> Character.isDigit(c) || c == '-' || c == '+' || c == ' ');
  }

  /** As execvp(3) finds it. */
  private static String command(String name) {
    if (name.isEmpty()) {
      throw Failure.usage("'': an empty name");
    }
    if (name.indexOf('/') >= 0) {
      return MarkRecords.absolute(List.of(name)).getFirst();
    }
    return Programs.find(name)
        .map(path -> Raw.of(path.toAbsolutePath().toString()))
        .orElseThrow(() -> Failure.failed(name + ": not found in PATH"));
  }
}
