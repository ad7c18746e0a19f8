package io.ptictl.process;

import io.ptictl.spec.Isolation;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something runs, or would run, isolated or not.
 *
 * @param subject what it is about, in words
 * @param pid of a running process, else null
 * @param path of a program the absolute path, a {@link io.ptictl.sys.Raw} string; null if unknown
 * @param state the one it has, or would have; null where nothing can be said
 * @param causes every reason that holds, in the order of {@link Reason}
 * @param unknown what could not be found out, in words, with the way to it
 */
public record Explanation(
    String subject,
    @Nullable Integer pid,
    @Nullable String path,
    @Nullable Isolation state,
    List<Cause> causes,
    List<String> unknown) {
  public Explanation {
    causes = causes.stream().sorted(Comparator.comparing(Cause::reason)).toList();
    unknown = List.copyOf(unknown);
  }

  /** Is it, or would it be, opted out? */
  public boolean optedOut() {
    return state != null && state.optedOut();
  }
}
