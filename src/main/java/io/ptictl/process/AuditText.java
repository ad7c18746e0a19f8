package io.ptictl.process;

import io.ptictl.spec.Isolation;
import io.ptictl.sys.Raw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audit records of the feature (type 1340, AUDIT_PTI_OPTOUT) in the kernel's log, where they go
 * if there is no auditd, or in auditd's own.
 */
final class AuditText {
  /** Of the kernel's log; only the kernel begins a line like that. */
  private static final String KERNEL = "audit: type=1340 audit(";

  /** Of auditd's, which does not know the type's name. */
  private static final String DAEMON = "type=UNKNOWN[1340] msg=audit(";

  /** An audit login id that was never set. */
  private static final String NOBODY = "4294967295";

  private AuditText() {}

  /** Those of the kernel's log, each line of which begins with {@code <6>[ 12.345678] }. */
  static List<KernelEvent> ofKernelLog(String text) {
    return events(text, KERNEL, false);
  }

  /** Those of {@code /var/log/audit/audit.log}. */
  static List<KernelEvent> ofDaemonLog(String text) {
    return events(text, DAEMON, true);
  }

  private static List<KernelEvent> events(String text, String begin, boolean atLineStart) {
    List<KernelEvent> events = new ArrayList<>();
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      int line = text.lastIndexOf('\n', at) + 1;
      int end = text.indexOf('\n', at);
      boolean genuine = atLineStart ? at == line : isPrefix(text.substring(line, at));
      KernelEvent event =
          genuine
              ? event(text.substring(at + begin.length(), end < 0 ? text.length() : end))
              : null;
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /** Priority, time, and with some configurations who printed it. */
  private static boolean isPrefix(String text) {
    return text.matches("<\\d+>(?:\\[[^]]*] ?)*");
  }

  /** {@code 1732459000.123:45): key=value ...}; no value has a blank. */
  private static @Nullable KernelEvent event(String text) {
    Map<String, String> fields = new HashMap<>();
    // auditd may append the same in words, after this character.
    int enriched = text.indexOf('\u001d');
    String[] words = (enriched < 0 ? text : text.substring(0, enriched)).split(" +");
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    try {
      return event(words[0], fields);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return null; // cut off, or of another kernel
    }
  }

  private static @Nullable KernelEvent event(String stamp, Map<String, String> fields) {
    Isolation before = KernelEvent.state(fields.getOrDefault("old-state", ""));
    Isolation after = KernelEvent.state(fields.getOrDefault("new-state", ""));
    KernelEvent.Cause cause = KernelEvent.Cause.of(fields.getOrDefault("op", ""));
    if (before == null || after == null || cause == null) {
      return null;
    }
    String login = fields.get("auid");
    return new KernelEvent(
        time(stamp),
        Integer.parseInt(required(fields, "opid")),
        untrusted(required(fields, "ocomm")),
        before,
        after,
        cause,
        required(fields, "res").equals("1") ? 0 : 1,
        new KernelEvent.Actor(
            Integer.parseInt(required(fields, "pid")),
            untrusted(required(fields, "comm")),
            number(fields.get("euid")),
            NOBODY.equals(login) ? null : number(login)),
        KernelEvent.Source.AUDIT);
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.parseUnsignedInt(text);
  }

  private static Instant time(String stamp) {
    int point = stamp.indexOf('.');
    int colon = stamp.indexOf(':');
    return Instant.ofEpochSecond(
        Long.parseLong(stamp, 0, point, 10),
        Long.parseLong(stamp, point + 1, colon, 10) * 1_000_000);
  }

  /** In quotes or, if it has characters that could deceive, as hexadecimal digits. */
  private static String untrusted(String text) {
    return text.startsWith("\"")
        ? text.substring(1, text.length() - 1)
        : Raw.of(HexFormat.of().parseHex(text));
  }
}
