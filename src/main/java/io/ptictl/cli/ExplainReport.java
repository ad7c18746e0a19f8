package io.ptictl.cli;

import io.ptictl.process.Cause;
import io.ptictl.process.Explanation;
import io.ptictl.report.Json;
import io.ptictl.report.Printable;
import io.ptictl.spec.Isolation;
import io.ptictl.sys.Raw;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code ptictl explain} prints what it found. */
final class ExplainReport {
  /** The narrowest column in which sentences are still readable. */
  private static final int NARROW = 30;

  private final Explanation explanation;

  ExplainReport(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * The state in one line, then each reason with its way out.
   *
   * @param width where lines are to be broken; 0: nowhere
   */
  void text(PrintWriter out, int width) {
    String would = explanation.pid() == null ? "would be " : "";
    out.println(Printable.of(explanation.subject() + ": " + would + words(explanation.state())));
    int label = 0;
    for (Cause each : explanation.causes()) {
      label = Math.max(label, each.reason().word().length());
    }
    if (!explanation.unknown().isEmpty()) {
      label = Math.max(label, "not-known".length());
    }
    if (label > 0) {
      out.println();
    }
    for (Cause each : explanation.causes()) {
      print(out, each.reason().word(), label, each.text() + source(each), width);
      if (each.remedy() != null) {
        print(out, "", label, "-> " + each.remedy(), width);
      }
    }
    for (String each : explanation.unknown()) {
      print(out, "not-known", label, each, width);
    }
  }

  private static String words(@Nullable Isolation state) {
    return switch (state) {
      case null -> "of unknown state";
      case ON -> "isolated (on)";
      case OFF -> "opted out (off)";
      case OFF_NOEXEC -> "opted out (off-until-exec)";
      case FORCED -> "isolated for ever (forced)";
      case NOT_IN_USE -> "not isolated, as everything here (not-in-use)";
    };
  }

  /** How it is known, where the kernel does not say so itself. */
  private static String source(Cause cause) {
    return switch (cause.evidence()) {
      case KERNEL -> "";
      case TRACE -> " (tracepoint)";
      case AUDIT -> " (audit record)";
      case DEDUCED -> " (deduced)";
      case LIKELY -> " (likely)";
    };
  }

  private static void print(PrintWriter out, String label, int column, String text, int width) {
    int room = width == 0 ? Integer.MAX_VALUE : Math.max(NARROW, width - column - 2);
    String head = label + " ".repeat(column - label.length() + 2);
    for (String line : broken(Printable.of(text), room)) {
      out.println((head + line).stripTrailing());
      head = " ".repeat(column + 2);
    }
  }

  private static List<String> broken(String text, int room) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int blank = rest.lastIndexOf(' ', room);
      int end = blank <= 0 ? room : blank;
      parts.add(rest.substring(0, end));
      rest = rest.substring(blank <= 0 ? end : end + 1);
    }
    parts.add(rest);
    return parts;
  }

  /** The same as JSON. */
  void json(PrintWriter out) {
    Isolation state = explanation.state();
    Map<String, @Nullable Object> subject = new LinkedHashMap<>();
    subject.put("pid", explanation.pid());
    subject.put("file", explanation.path() == null ? null : Raw.text(explanation.path()));
    subject.put("state", state == null ? null : state.word());
    subject.put("opted-out", explanation.optedOut());
    List<Map<String, @Nullable Object>> reasons = new ArrayList<>();
    for (Cause each : explanation.causes()) {
      Map<String, @Nullable Object> reason = new LinkedHashMap<>();
      reason.put("reason", each.reason().word());
      reason.put("text", each.text());
      reason.put("way-out", each.remedy());
      reason.put("evidence", each.evidence().word());
      reasons.add(reason);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("subject", subject);
    report.put("reasons", reasons);
    report.put("not-known", explanation.unknown());
    Json.print(out, report);
  }
}
