package io.ptictl.process;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One reason that holds.
 *
 * @param reason which
 * @param text what holds, a clause in lower case; it may have any characters in it
 * @param remedy what to do to have it otherwise, null if nothing or no need
 * @param evidence how that is known
 */
public record Cause(Reason reason, String text, @Nullable String remedy, Evidence evidence) {
  /** How something is known. */
  public enum Evidence {
    /** The kernel says so now. */
    KERNEL,
    /** A tracepoint said so when it happened. */
    TRACE,
    /** An audit record said so when it happened. */
    AUDIT,
    /** It follows from what the kernel says now. */
    DEDUCED,
    /** Nothing else is likely, but it is not sure. */
    LIKELY;

    /** In JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What holds now. */
  public static Cause now(Reason reason, String text, @Nullable String remedy) {
    return new Cause(reason, text, remedy, Evidence.KERNEL);
  }
}
