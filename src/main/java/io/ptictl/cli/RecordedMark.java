package io.ptictl.cli;

import io.ptictl.policy.Finding;
import io.ptictl.policy.Mark;
import io.ptictl.policy.Names;
import io.ptictl.process.Cause;
import io.ptictl.process.Explanation;
import io.ptictl.process.Reason;
import io.ptictl.process.Shown;
import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What the records say of the mark of an explained program. */
final class RecordedMark {
  /** What the kernel appends to the name of a file that has none any more. */
  private static final String DELETED = " (deleted)";

  private final CommandLine command;
  private final MarkRecords records;

  /**
   * @param command whose standard error complaints about damaged records go to
   */
  RecordedMark(CommandLine command, MarkRecords records) {
    this.command = command;
    this.records = records;
  }

  /** The explanation with that added; as it was if there is nothing to add. */
  Explanation add(Explanation explanation) {
    String path = explanation.path();
    if (path == null) {
      return explanation;
    }
    List<Cause> causes = new ArrayList<>(explanation.causes());
    List<String> unknown = new ArrayList<>(explanation.unknown());
    try {
      Finding finding = finding(path);
      Cause cause = cause(finding);
      if (cause != null) {
        if (cause.reason() == Reason.MARK_LOST) {
          causes.removeIf(each -> each.reason() == Reason.NOT_MARKED);
        }
        causes.add(cause);
      } else if (finding.mark() == null) {
        unknown.add("who marked " + Names.shown(path) + ": there is no record of it");
      }
    } catch (Failure e) {
      String message = String.valueOf(e.getMessage());
      // The plain case, and what is no file to be marked.
      if (!message.endsWith(": not marked") && !message.endsWith(": no such file")) {
        unknown.add("how its mark stands: " + message);
      }
    }
    return new Explanation(
        explanation.subject(), explanation.pid(), path, explanation.state(), causes, unknown);
  }

  private Finding finding(String path) {
    String name =
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    return new MarkFindings(command, records).verifier().file(name);
  }

  private static @Nullable Cause cause(Finding finding) {
    Mark mark = finding.mark();
    if (mark == null) {
      return null;
    }
    String shown = Names.shown(finding.path());
    String why = String.join("; ", finding.reasons());
    String marked = shown + " was marked by " + mark.by() + " (" + Shown.time(mark.time()) + "), ";
    return switch (finding.state()) {
      case LOST, MOVED ->
          Cause.now(
              Reason.MARK_LOST,
              marked + "and has no mark any more: " + why,
              "look at what came in its place, then ptictl mark " + shown);
      case CHANGED ->
          Cause.now(
              Reason.MARK_CHANGED,
              marked + "and " + why,
              "find out who changed it; ptictl unmark " + shown);
      case UNSAFE ->
          Cause.now(
              Reason.MARK_UNSAFE,
              marked + "and is not safe: " + why,
              "mend that, or ptictl mark --allow RULE " + shown);
      case OK, UNKNOWN, UNREADABLE -> null;
    };
  }
}
