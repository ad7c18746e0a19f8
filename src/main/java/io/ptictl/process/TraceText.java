package io.ptictl.process;

import io.ptictl.spec.Isolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of the feature's tracepoints in the text of a trace buffer (the {@code trace} file of
 * tracefs).
 */
final class TraceText {
  /**
   * {@code comm-pid (tgid) [cpu] flags seconds: event: ...}. The kernel prints names as they are,
   * line ends included, at most 15 bytes: the rest of the line is told from a name by its place.
   */
  private static final Pattern EVENT =
      Pattern.compile(
          "^ *([\\s\\S]{0,16}?)-(\\d+) +(?:\\( *[-\\d]+\\) +)?\\[\\d+\\] +\\S+ +(\\d+)\\.(\\d{6}):"
              + " pti_optout_(?:granted|refused|ended): pid=(\\d+) comm=([\\s\\S]{0,15})"
              + " old=(\\S+) new=(\\S+) reason=(\\S+?)(?: error=-(\\d+))?$",
          Pattern.MULTILINE);

  private TraceText() {}

  /**
   * @param boot when the machine started, by which its clock counts
   */
  static List<KernelEvent> events(String text, Instant boot) {
    List<KernelEvent> events = new ArrayList<>();
    // Most of a buffer that others use as well is not ours.
    if (text.contains(": pti_optout_")) {
      Matcher matcher = EVENT.matcher(text);
      while (matcher.find()) {
        KernelEvent event = event(matcher, boot);
        if (event != null) {
          events.add(event);
        }
      }
    }
    return events;
  }

  private static @Nullable KernelEvent event(MatchResult found, Instant boot) {
    Isolation before = KernelEvent.state(found.group(7));
    Isolation after = KernelEvent.state(found.group(8));
    KernelEvent.Cause cause = KernelEvent.Cause.of(found.group(9));
    if (before == null || after == null || cause == null) {
      return null;
    }
    return new KernelEvent(
        boot.plusSeconds(Long.parseLong(found.group(3)))
            .plusNanos(Long.parseLong(found.group(4)) * 1000),
        Integer.parseInt(found.group(5)),
        found.group(6),
        before,
        after,
        cause,
        found.group(10) == null ? 0 : Integer.parseInt(found.group(10)),
        new KernelEvent.Actor(Integer.parseInt(found.group(2)), found.group(1), null, null),
        KernelEvent.Source.TRACE);
  }
}
