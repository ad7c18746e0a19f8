package io.ptictl.cli;

import io.ptictl.policy.Policy;
import io.ptictl.policy.PolicyFile;
import io.ptictl.process.Census;
import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl status}. */
@Command(
    name = "status",
    header = "Shows the state of the machine and of its processes.",
    description = {
      "Shows what the machine does about Meltdown and, of its processes, those that are not simply"
          + " isolated. ENTRY-CR3 is the page table on which a process entered the kernel last:"
          + " ...1000 isolated, ...0000 opted out. SOURCE and SINCE are what the kernel recorded"
          + " (audit records, tracepoints) or what follows from /proc; with ? they are only likely."
          + " WARN is explained in docs/status.md.",
      ""
    },
    footer = {
      "",
      "Columns: pid, ppid, user, unit, state, source, since, start, warn, threads, entry-cr3,"
          + " command.",
      "What may run opted out is named in /etc/ptictl/policy.toml; without that file nothing is"
          + " unexpected.",
      "Exit status: 0; 1 if a PID is not found, or the policy file is not in order; 3 if the kernel"
          + " has no per-process control (what follows from the machine's state is shown)."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int MILLIS = 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Spec CommandSpec self;

  @Parameters(paramLabel = "PID", arity = "0..*", description = "show these, in any state")
  List<String> pids = List.of();

  @Option(names = "--all", description = "show all processes, in any state")
  boolean all;

  @Option(names = "--tree", description = "show descendants as well, below their parents")
  boolean tree;

  @Option(
      names = {"-o", "--columns"},
      paramLabel = "LIST",
      description = "show these columns; +LIST adds some to the usual ones")
  @Nullable String columns;

  @Option(
      names = "--sort",
      paramLabel = "LIST",
      description = "sort by these columns; -COLUMN sorts the other way round")
  @Nullable String sort;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description = "show it again and again (every 2 seconds), until Ctrl-C")
  @Nullable Double watch;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  private final Processes processes = new Processes();
  private int status = ExitStatus.YES;

  @Override
  public Integer call() throws InterruptedException {
    List<Integer> wanted = Pids.parse(pids);
    List<StatusColumn> shown = StatusColumns.parse(columns, json);
    if (watch != null && !(watch >= 0.1 && watch <= 86400)) {
      throw Failure.usage("--watch: 0.1 to 86400 seconds, not " + watch);
    }
    Policy policy = policy();
    if (watch == null) {
      show(wanted, shown, policy);
      return status;
    }
    for (boolean first = true; !self.commandLine().getOut().checkError(); first = false) {
      if (!first) {
        Thread.sleep(Math.round(watch * MILLIS));
      }
      begin(first);
      show(wanted, shown, policy);
    }
    return status;
  }

  /** On a terminal the next picture takes the place of the last, elsewhere it follows it. */
  private void begin(boolean first) {
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      return;
    }
    if (Screen.outputWidth() > 0) {
      out.print("\u001b[H\u001b[J");
    } else if (!first) {
      out.println();
    }
    out.println(TIME.format(LocalTime.now(ZoneId.systemDefault())));
  }

  private void show(
      List<Integer> wanted, List<StatusColumn> columnsShown, @Nullable Policy policy) {
    MachineState machine = MachineState.read();
    Census census = processes.census();
    List<Integer> missing = new ArrayList<>();
    StatusFacts facts = new StatusFacts(machine, processes, policy, census.seen());
    StatusRows rows = new StatusRows(census.seen(), order(facts), tree);
    List<ProcessStatus> found =
        wanted.isEmpty()
            ? rows.of(each -> all || isSpecial(each))
            : rows.named(named(wanted, missing));
    StatusReport report = new StatusReport(facts, columnsShown, found, tree, census.hidden());
    if (json) {
      report.json(self.commandLine().getOut());
    } else {
      report.table(self.commandLine().getOut(), Screen.outputWidth());
    }
    end(machine, missing);
  }

  /** By number, and PIDs as they were given, unless the user says otherwise. */
  private @Nullable Comparator<ProcessStatus> order(StatusFacts facts) {
    return sort == null ? null : StatusColumns.order(sort, facts);
  }

  private void end(MachineState machine, List<Integer> missing) {
    self.commandLine().getOut().flush();
    for (int pid : missing) {
      complain("process " + pid + ": no such process (or not to be seen)");
    }
    if (!machine.control()) {
      throw Failure.unsupported(
          "this kernel has no per-process control; try it in the lab: ptictl lab run");
    }
  }

  /** What cannot be trusted expects nothing: everything that is opted out shows. */
  private @Nullable Policy policy() {
    try {
      return PolicyFile.read();
    } catch (Failure e) {
      complain(e.getMessage() + "; until then everything is unexpected");
      return Policy.NOTHING;
    }
  }

  private void complain(String message) {
    Messages.say(self.commandLine(), message);
    status = ExitStatus.NO;
  }

  private static boolean isSpecial(ProcessStatus process) {
    Isolation state = process.isolation();
    return state != null && state != Isolation.ON && state != Isolation.NOT_IN_USE;
  }

  private List<ProcessStatus> named(List<Integer> wanted, List<Integer> missing) {
    List<ProcessStatus> found = new ArrayList<>();
    for (int pid : wanted) {
      ProcessStatus process = processes.status(pid);
      if (process == null) {
        missing.add(pid);
      } else {
        found.add(process);
      }
    }
    return found;
  }
}
