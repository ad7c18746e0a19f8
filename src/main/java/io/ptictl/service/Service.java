package io.ptictl.service;

import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A service as its unit describes it.
 *
 * @param unit its name, with {@code .service}
 * @param settings what holds without a drop-in of ours
 * @param refusedCalls what its filter of system calls refuses, of what could be needed
 * @param dropsRoot whether its processes were seen to be another user's than systemd made them
 * @param confined whether a security module confines its main process
 */
record Service(
    String unit, Settings settings, Set<String> refusedCalls, Seen dropsRoot, boolean confined) {
  /** What can be said about processes only while they run. */
  enum Seen {
    YES,
    NO,
    UNKNOWN
  }

  /** The commands that start it. */
  List<ExecLine> commands() {
    List<ExecLine> all = new ArrayList<>();
    settings.list("ExecStart").forEach(value -> all.addAll(ExecLine.parse(value)));
    if (all.isEmpty()) {
      throw Failure.failed(unit + ": has no ExecStart=, so there is no program to run");
    }
    return all;
  }

  /** Does systemd start its program as another user than root? */
  boolean changesUser() {
    return settings.changesUser() && commands().stream().noneMatch(ExecLine::keepsRoot);
  }
}
