package io.ptictl.cli;

import io.ptictl.process.IsolationControl;
import io.ptictl.process.MachineState;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.spec.Isolation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code on} and {@code off} share: they give running processes a state. */
abstract class ChangeCommand implements Callable<Integer> {
  /** A process may fork faster than it is looked at; more than this is not chased. */
  private static final int MAX_ROUNDS = 100;

  @Spec CommandSpec self;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      arity = "1..*",
      required = true,
      description = "the processes, with all their threads")
  List<String> pids = List.of();

  @Option(names = "--tree", description = "and all their descendants")
  boolean tree;

  private final Processes processes = new Processes();
  private int status = ExitStatus.YES;

  /** The state to give. */
  abstract Isolation state();

  @Override
  public Integer call() throws InterruptedException {
    List<Integer> wanted = Pids.parse(pids);
    MachineState machine = MachineState.read();
    if (!machine.control()) {
      throw Failure.unsupported(
          "this kernel has no per-process control; try it in the lab: ptictl lab run");
    }
    IsolationControl control = new IsolationControl(machine);
    for (int pid : wanted) {
      if (change(control, pid) && tree) {
        changeDescendants(control, pid);
      }
    }
    return status;
  }

  private boolean change(IsolationControl control, int pid) throws InterruptedException {
    try {
      control.set(pid, state());
      return true;
    } catch (Failure e) {
      Messages.say(self.commandLine(), String.valueOf(e.getMessage()));
      status = Math.max(status, e.exitStatus());
      return false;
    }
  }

  /**
   * Parents first, so that what they start from then on has the state already, until none is new.
   */
  private void changeDescendants(IsolationControl control, int root) throws InterruptedException {
    Set<Integer> seen = new HashSet<>();
    seen.add(root);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      boolean anyNew = false;
      for (ProcessStatus each : processes.tree(root)) {
        if (seen.add(each.pid()) && each.kind() == ProcessStatus.Kind.PROGRAM) {
          anyNew = true;
          if (each.isolation() != state() && stillThere(each)) {
            change(control, each.pid());
          }
        }
      }
      if (!anyNew) {
        return;
      }
    }
    Messages.say(
        self.commandLine(),
        "process " + root + ": starts others faster than they are changed; stop it meanwhile");
    status = Math.max(status, ExitStatus.NO);
  }

  /** Descendants that ended were not named by anybody: nothing to complain about. */
  private boolean stillThere(ProcessStatus each) {
    ProcessStatus now = processes.status(each.pid());
    return now != null && now.kind() == ProcessStatus.Kind.PROGRAM;
  }
}
