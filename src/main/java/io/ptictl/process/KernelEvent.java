package io.ptictl.process;

import io.ptictl.spec.Isolation;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the kernel told of an opt-out: granted, refused or ended. Names are {@link
 * io.ptictl.sys.Raw} strings.
 *
 * @param time when
 * @param process whose isolation it is about
 * @param name the name of its program then
 * @param before the state it had
 * @param after the state it got or, if refused, was to get
 * @param cause what brought that about
 * @param error 0, or the error number with which it was refused
 * @param actor who did it
 * @param source which of its ways the kernel told it by
 */
public record KernelEvent(
    Instant time,
    int process,
    String name,
    Isolation before,
    Isolation after,
    Cause cause,
    int error,
    Actor actor,
    Source source) {
  /** What can bring a change about (enum pti_optout_reason in linux/pti_optout.h). */
  public enum Cause {
    /** Somebody asked for it. */
    SET,
    /** Inherited at birth. */
    FORK,
    /** Kept, or not, over execve. */
    EXEC,
    /** The mark of the file that it executed. */
    MARK,
    /** Other ids, capabilities, or another user namespace. */
    DOMAIN,
    /** kernel.pti_optout. */
    SWITCH;

    static @Nullable Cause of(String word) {
      for (Cause each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
          return each;
        }
      }
      return null;
    }
  }

  /** The ways. */
  public enum Source {
    TRACE("tracepoint"),
    AUDIT("audit record");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    /** In a sentence. */
    String word() {
      return word;
    }
  }

  /**
   * Who did it.
   *
   * @param task number of the process or, of a tracepoint, the thread
   * @param name of its program
   * @param user its effective user, null if not told
   * @param login the user that logged in, null if not told or nobody did
   */
  public record Actor(int task, String name, @Nullable Integer user, @Nullable Integer login) {}

  boolean refused() {
    return error != 0;
  }

  /** Did an opt-out begin? */
  boolean begins() {
    return !refused() && after.optedOut() && (!before.optedOut() || cause == Cause.FORK);
  }

  /** The state of a record, whose words have no blanks; null if there is no such state. */
  static @Nullable Isolation state(String word) {
    try {
      return Isolation.ofKernelWord(word.replace('-', ' '));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
