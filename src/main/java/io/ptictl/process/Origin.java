package io.ptictl.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a process came to be opted out.
 *
 * @param kind in one word
 * @param sure false if it is only likely
 * @param since from when on, null if unknown
 * @param event what the kernel told of it, null if it told nothing
 * @param from of an inherited one the parent's number, else 0
 */
public record Origin(
    Kind kind, boolean sure, @Nullable Instant since, @Nullable KernelEvent event, int from) {
  /** The ways to it. */
  public enum Kind {
    /** It asked for it, by itself or by the launcher that it was before. */
    SELF("self"),
    /** Another process asked for it: {@code ptictl off}. */
    OUTSIDE("outside"),
    /** Its parent was. */
    INHERITED("inherited"),
    /** Its program is marked. */
    MARK("mark"),
    /** Nothing tells. */
    UNKNOWN("?");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  static Origin unknown() {
    return new Origin(Kind.UNKNOWN, false, null, null, 0);
  }

  /** In tables: {@code self}, {@code inherited?} if it is only likely, {@code ?}. */
  public String word() {
    return kind == Kind.UNKNOWN || sure ? kind.word : kind.word + "?";
  }
}
