package io.ptictl.cli;

import io.ptictl.policy.Policy;
import io.ptictl.policy.Warning;
import io.ptictl.policy.Warnings;
import io.ptictl.process.MachineState;
import io.ptictl.process.Origin;
import io.ptictl.process.Origins;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.process.UserNames;
import io.ptictl.spec.Isolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of {@code ptictl status} are found out from. Thread-safe. */
final class StatusFacts {
  private final MachineState machine;
  private final Processes processes;
  private final UserNames users = UserNames.read();
  private final Origins origins;
  private final Warnings warnings;
  private final Map<Integer, @Nullable Origin> known = new HashMap<>();

  /**
   * @param policy what is expected to run opted out, null if nobody said
   * @param all the processes of the machine
   */
  StatusFacts(
      MachineState machine, Processes processes, @Nullable Policy policy, List<ProcessStatus> all) {
    this.machine = machine;
    this.processes = processes;
    this.origins = new Origins(processes);
    this.warnings = new Warnings(processes, users, policy, all);
  }

  MachineState machine() {
    return machine;
  }

  Processes processes() {
    return processes;
  }

  UserNames users() {
    return users;
  }

  /** Null for what is never in user mode. */
  @Nullable String state(ProcessStatus process) {
    if (process.kind() != ProcessStatus.Kind.PROGRAM) {
      return null;
    }
    Isolation state = process.isolation();
    if (state == null && !machine.control()) {
      state = machine.everywhere();
    }
    return state == null ? null : state.word();
  }

  /** How it came to be opted out; null if it is not. */
  synchronized @Nullable Origin origin(ProcessStatus process) {
    Isolation state = process.isolation();
    if (state == null || !state.optedOut()) {
      return null;
    }
    return known.computeIfAbsent(process.pid(), _ -> origins.of(process));
  }

  /** What is to be thought of. */
  synchronized Set<Warning> warnings(ProcessStatus process) {
    return warnings.of(process);
  }
}
