package io.ptictl.policy;

import io.ptictl.process.Mapping;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.process.UserNames;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.SystemCallException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is to be thought of: of opted-out processes everything, of others only whether
 * they could opt out unexpectedly. One thread at a time.
 */
public final class Warnings {
  private final Processes processes;
  private final UserNames users;
  private final @Nullable Policy policy;
  private final Set<Integer> isolatedUsers = new HashSet<>();
  private final Map<String, Boolean> writable = new HashMap<>();

  /**
   * @param policy what is expected, null if nobody said
   * @param all the processes of the machine
   */
  public Warnings(
      Processes processes, UserNames users, @Nullable Policy policy, List<ProcessStatus> all) {
    this.processes = processes;
    this.users = users;
    this.policy = policy;
    for (ProcessStatus each : all) {
      if (each.isolation() == Isolation.ON || each.isolation() == Isolation.FORCED) {
        isolatedUsers.add(each.uid());
      }
    }
  }

  /** Those of one process. */
  public Set<Warning> of(ProcessStatus process) {
    Set<Warning> found = EnumSet.noneOf(Warning.class);
    if (process.uid() != 0 && (process.permitted() >>> Capabilities.SYS_RAWIO & 1) != 0) {
      found.add(Warning.RAWIO);
    }
    if (process.isolation() == null || !process.isolation().optedOut()) {
      return found;
    }
    String program = processes.program(process);
    if (program == null) {
      found.add(Warning.UNSEEN);
    } else if (isInterpreter(program)) {
      found.add(Warning.INTERPRETER);
    }
    if (process.uid() != 0 && isolatedUsers.contains(process.uid())) {
      found.add(Warning.SHARED_UID);
    }
    environment(process, found);
    mappings(process, program, found);
    expectation(process, program, found);
    return found;
  }

  private void expectation(ProcessStatus process, @Nullable String program, Set<Warning> found) {
    if (policy != null) {
      String user = users.of(process.uid());
      Policy.Entry entry = policy.find(processes.unit(process), user, program);
      if (entry == null) {
        found.add(Warning.UNEXPECTED);
      } else {
        found.removeAll(entry.accepted());
      }
    }
  }

  /** By name here, since a content is too much to read for a list; explain and mark read it. */
  private static boolean isInterpreter(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    return InterpreterNames.isLanguage(name) || InterpreterNames.isWrapper(name);
  }

  private void environment(ProcessStatus process, Set<Warning> found) {
    List<String> variables = processes.environment(process);
    if (variables == null) {
      found.add(Warning.UNSEEN);
    } else if (variables.stream().anyMatch(Warnings::changesLoading)) {
      found.add(Warning.PRELOAD);
    }
  }

  private static boolean changesLoading(String variable) {
    return (variable.startsWith("LD_PRELOAD=")
            || variable.startsWith("LD_AUDIT=")
            || variable.startsWith("LD_LIBRARY_PATH="))
        && !variable.endsWith("=");
  }

  private void mappings(ProcessStatus process, @Nullable String program, Set<Warning> found) {
    List<Mapping> mappings = processes.code(process);
    if (mappings == null) {
      found.add(Warning.UNSEEN);
      return;
    }
    for (Mapping each : mappings) {
      if (each.writable()) {
        found.add(Warning.WRITABLE_CODE);
      }
      if (!each.ofFile() && !each.ofKernel()) {
        found.add(Warning.JIT);
      }
      if (each.ofFile() && isWritable(process, each)) {
        found.add(
            each.path().equals(program) ? Warning.WRITABLE_PROGRAM : Warning.WRITABLE_LIBRARY);
      }
    }
  }

  /** By others than root: owned by another, or group- or world-writable. */
  private boolean isWritable(ProcessStatus process, Mapping mapping) {
    // Most processes have the same libraries; what has another root has other files.
    String file = processes.root(process) + mapping.path();
    return writable.computeIfAbsent(file, Warnings::isWritable);
  }

  private static boolean isWritable(String path) {
    try (HeldFile file = HeldFile.following(path)) {
      FileStatus status = file.status();
      return status.uid() != 0 || status.groupWritable() || status.worldWritable();
    } catch (SystemCallException _) {
      return false; // removed since, and so not to be written to by name
    }
  }
}
