package io.ptictl.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The systemd unit that a control group belongs to. */
final class Unit {
  /** What runs processes; slices only hold others. */
  private static final List<String> SUFFIXES =
      List.of(".service", ".scope", ".socket", ".mount", ".swap");

  private Unit() {}

  /**
   * @param cgroups the text of {@code /proc/PID/cgroup}: lines {@code number:controllers:path}
   * @return the innermost unit in systemd's own hierarchy (that without controllers, or {@code
   *     name=systemd}), or null
   */
  static @Nullable String of(String cgroups) {
    for (String line : cgroups.split("\n", -1)) {
      int controllers = line.indexOf(':') + 1;
      int path = line.indexOf(':', controllers) + 1;
      if (path > 0 && isSystemd(line.substring(controllers, path - 1))) {
        String unit = innermost(line.substring(path));
        if (unit != null) {
          return unit;
        }
      }
    }
    return null;
  }

  private static boolean isSystemd(String controllers) {
    return controllers.isEmpty() || controllers.equals("name=systemd");
  }

  private static @Nullable String innermost(String path) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      for (String suffix : SUFFIXES) {
        if (names[i].endsWith(suffix)) {
          return names[i];
        }
      }
    }
    return null;
  }
}
