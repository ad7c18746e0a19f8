package io.ptictl.cli;

import io.ptictl.policy.Mark;
import io.ptictl.policy.MarkStore;
import io.ptictl.policy.Unmarker;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl unmark}. */
@Command(
    name = "unmark",
    header = "Lets the processes of a program start isolated again.",
    description = {
      "Takes the file capability CAP_PAYLOAD from each FILE, and the record of it. Other"
          + " capabilities of the file stay. A FILE that is gone, or has lost its mark, loses its"
          + " record.",
      ""
    },
    customSynopsis =
        "ptictl unmark [--records DIR] FILE...%n       ptictl unmark [--records DIR] --all",
    footer = {
      "",
      "Needs CAP_SETFCAP, as root has it. Processes that run already stay as they are; see on.",
      "Exit status: 0 if none is marked any more; 1 if one was not marked or could not be changed,"
          + " the others having lost their marks; 2 if the command line is wrong.",
    },
    mixinStandardHelpOptions = true)
final class UnmarkCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "the programs")
  List<String> files = List.of();

  @Option(names = "--all", description = "all of which there is a record")
  boolean all;

  @Mixin MarkRecords records = new MarkRecords();

  @Override
  public Integer call() {
    if (all != files.isEmpty()) {
      throw Failure.usage("unmark: name files, or --all; see ptictl unmark --help");
    }
    MarkStore store = records.store();
    List<String> paths = new ArrayList<>(MarkRecords.absolute(files));
    int status = ExitStatus.YES;
    if (all) {
      MarkStore.Records found = store.all();
      found.marks().stream().map(Mark::path).forEach(paths::add);
      for (String damaged : found.damaged()) {
        Messages.say(self.commandLine(), damaged);
        status = ExitStatus.NO;
      }
    }
    Unmarker unmarker = new Unmarker(store);
    for (String path : paths) {
      try {
        unmarker.unmark(path);
      } catch (Failure e) {
        Messages.say(self.commandLine(), String.valueOf(e.getMessage()));
        status = Math.max(status, e.exitStatus());
      }
    }
    return status;
  }
}
