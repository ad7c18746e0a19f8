package io.ptictl.cli;

import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
          + " ...1000 isolated, ...0000 opted out.",
      ""
    },
    footer = {
      "",
      "Exit status: 0; 1 if a PID is not found; 3 if the kernel has no per-process control (what"
          + " follows from the machine's state is shown)."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "PID", arity = "0..*", description = "show these, in any state")
  List<String> pids = List.of();

  @Option(names = "--all", description = "show all processes, in any state")
  boolean all;

  @Option(names = "--tree", description = "show descendants as well, below their parents")
  boolean tree;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  private final Processes processes = new Processes();

  @Override
  public Integer call() {
    List<Integer> wanted = Pids.parse(pids);
    MachineState machine = MachineState.read();
    List<Integer> missing = new ArrayList<>();
    List<ProcessStatus> shown = wanted.isEmpty() ? ofMachine() : named(wanted, missing);
    StatusReport report = new StatusReport(machine, processes, shown, tree);
    if (json) {
      report.json(self.commandLine().getOut());
    } else {
      report.table(self.commandLine().getOut(), Screen.outputWidth());
    }
    return end(machine, missing);
  }

  private int end(MachineState machine, List<Integer> missing) {
    self.commandLine().getOut().flush();
    for (int pid : missing) {
      Messages.say(self.commandLine(), "process " + pid + ": no such process (or not to be seen)");
    }
    if (!machine.control()) {
      throw Failure.unsupported(
          "this kernel has no per-process control; try it in the lab: ptictl lab run");
    }
    return missing.isEmpty() ? ExitStatus.YES : ExitStatus.NO;
  }

  private List<ProcessStatus> ofMachine() {
    List<ProcessStatus> found = processes.all();
    if (all) {
      return tree ? forest(found) : found;
    }
    List<ProcessStatus> special =
        found.stream().filter(each -> isSpecial(each.isolation())).toList();
    return tree ? withDescendants(special, found) : special;
  }

  private static boolean isSpecial(@Nullable Isolation state) {
    return state != null && state != Isolation.ON && state != Isolation.NOT_IN_USE;
  }

  private List<ProcessStatus> named(List<Integer> wanted, List<Integer> missing) {
    List<ProcessStatus> found = new ArrayList<>();
    for (int pid : wanted) {
      ProcessStatus status = processes.status(pid);
      if (status == null) {
        missing.add(pid);
      } else {
        found.add(status);
      }
    }
    return tree ? withDescendants(found, processes.all()) : found;
  }

  /** All, each process that has no parent here being a root. */
  private static List<ProcessStatus> forest(List<ProcessStatus> all) {
    Set<Integer> pids = all.stream().map(ProcessStatus::pid).collect(Collectors.toSet());
    List<ProcessStatus> roots = all.stream().filter(each -> !pids.contains(each.parent())).toList();
    return withDescendants(roots, all);
  }

  private static List<ProcessStatus> withDescendants(
      List<ProcessStatus> roots, List<ProcessStatus> all) {
    Map<Integer, ProcessStatus> found = new LinkedHashMap<>();
    for (ProcessStatus root : roots) {
      if (!found.containsKey(root.pid())) {
        found.put(root.pid(), root);
        Processes.tree(root.pid(), all).forEach(each -> found.put(each.pid(), each));
      }
    }
    return List.copyOf(found.values());
  }
}
