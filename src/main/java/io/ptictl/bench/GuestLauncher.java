package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import java.nio.file.Path;
import java.util.List;

/**
 * The launcher in a guest, by all its names: a copy, since not every user may be able to reach the
 * one on the host's file system.
 */
final class GuestLauncher {
  /** Where it stands. */
  static final String DIRECTORY = "/run/ptictl-lab";

  /** {@code ptictl}. */
  static final String PTICTL = DIRECTORY + "/ptictl";

  /** Runs a program opted out. */
  static final String NOPTI = DIRECTORY + "/nopti";

  /** Runs a program isolated. */
  static final String PTI = DIRECTORY + "/pti";

  private static final String COPY =
      """
      set -e
      [ ! -e "$2" ] || exit 0
      mkdir -m 755 "$2"
      cp "$1" "$2/ptictl"
      chmod 755 "$2/ptictl"
      ln -s ptictl "$2/nopti"
      ln -s ptictl "$2/pti"
      """;

  private GuestLauncher() {}

  /**
   * A command of another user's.
   *
   * @param optedOut by the launcher, else as isolated as it comes
   */
  static List<String> as(String user, boolean optedOut, List<String> line) {
    List<String> wrapper =
        optedOut
            ? List.of(PTICTL, "run", "--user=" + user, "--")
            : List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--");
    return Bounded.joined(wrapper, line);
  }

  /**
   * Puts it there, unless it is there.
   *
   * @param launcher build/ptictl
   */
  static void copy(Machine machine, Path launcher) throws InterruptedException {
    Guest.output(machine, Command.of("sh", "-c", COPY, "sh", launcher.toString(), DIRECTORY));
  }
}
