package io.ptictl.kbuild;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment of the programs that build: nothing of the user's but PATH, so that neither a
 * stray CFLAGS or ARCH nor his name or the hour gets into the kernel.
 */
final class BuildEnvironment {
  /** What make(1) is given besides; part of the cache key. */
  static final SortedMap<String, String> KBUILD =
      new TreeMap<>(
          Map.of(
              "KBUILD_BUILD_TIMESTAMP", "Thu Jan  1 00:00:00 UTC 2026",
              "KBUILD_BUILD_USER", "ptictl",
              "KBUILD_BUILD_HOST", "lab",
              "KBUILD_BUILD_VERSION", "1",
              "KCONFIG_NOTIMESTAMP", "1"));

  private BuildEnvironment() {}

  /** PATH and the C locale, in which messages are understood. */
  static Map<String, String> plain() {
    Map<String, String> environment = new TreeMap<>();
    String path = System.getenv("PATH");
    environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
    environment.put("LC_ALL", "C");
    // Debian packs the source in many blocks, which xz can unpack on all processors.
    environment.put("XZ_DEFAULTS", "-T0");
    return environment;
  }

  /** The same and what makes a build repeatable. */
  static Map<String, String> forMake() {
    Map<String, String> environment = plain();
    environment.putAll(KBUILD);
    return environment;
  }
}
