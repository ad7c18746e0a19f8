package io.ptictl.service;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** System calls that a service's filter may refuse. */
final class SystemCalls {
  /** What the launcher calls to become another user. */
  static final Set<String> TO_CHANGE_USER =
      Set.of("capget", "capset", "setgroups", "setresgid", "setresuid");

  /** All that any way needs. */
  private static final Set<String> NEEDED =
      Set.of("arch_prctl", "prctl", "capget", "capset", "setgroups", "setresgid", "setresuid");

  private SystemCalls() {}

  /**
   * Which of those that are needed a filter refuses.
   *
   * @param filter as {@code systemctl show} prints it: names, all that are allowed, or after a
   *     tilde all that are not; empty if there is none
   */
  static Set<String> refusedBy(String filter) {
    boolean denies = filter.startsWith("~");
    Set<String> names =
        Set.copyOf(Arrays.asList((denies ? filter.substring(1) : filter).strip().split("\\s+")));
    if (filter.isBlank()) {
      return Set.of();
    }
    return NEEDED.stream()
        .filter(call -> names.stream().anyMatch(each -> isCall(each, call)) == denies)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names may carry the error they end with: {@code capset:EPERM}. */
  private static boolean isCall(String entry, String call) {
    return entry.equals(call) || entry.startsWith(call + ":");
  }
}
