package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.MarkStore;
import io.ptictl.policy.Verifier;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** What the records and the files say of marks, with complaints where one cannot be read. */
final class MarkFindings {
  private final CommandLine command;
  private final Verifier verifier;
  private int status = ExitStatus.YES;

  /**
   * Reads the records.
   *
   * @param command whose standard error complaints go to
   */
  MarkFindings(CommandLine command, MarkRecords records) {
    this.command = command;
    MarkStore.Records known = records.store().all();
    known.damaged().forEach(this::complain);
    verifier = new Verifier(known);
  }

  Verifier verifier() {
    return verifier;
  }

  /** Of these files, as far as they can be looked at. */
  List<Finding> of(Collection<String> paths) {
    List<Finding> findings = new ArrayList<>();
    for (String path : paths) {
      try {
        findings.add(verifier.file(path));
      } catch (Failure e) {
        complain(String.valueOf(e.getMessage()));
      }
    }
    return findings;
  }

  /** Says it, and remembers that there was something to say. */
  void complain(String message) {
    Messages.say(command, message);
    status = ExitStatus.NO;
  }

  /** Yes as long as there was no complaint. */
  int status() {
    return status;
  }
}
