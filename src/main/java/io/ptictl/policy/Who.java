package io.ptictl.policy;

import io.ptictl.process.UserNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who has this process do something: the user that logged in, as the kernel keeps it over sudo and
 * su; without that who called sudo, by its own word; without that the user of the process.
 *
 * @param name of the user, or its number
 * @param source where that comes from: {@code login}, {@code sudo} or {@code process}
 */
record Who(String name, String source) {
  /** What {@code /proc/PID/loginuid} has if nobody logged in: -1. */
  private static final String NOBODY = "4294967295";

  static Who ofThisProcess() {
    String login = read("/proc/self/loginuid");
    if (isNumber(login) && !login.equals(NOBODY)) {
      return of(login, "login");
    }
    String sudo = System.getenv().getOrDefault("SUDO_UID", "");
    if (isNumber(sudo)) {
      return of(sudo, "sudo");
    }
    String status = read("/proc/self/status");
    int at = status.indexOf("\nUid:\t");
    return at < 0
        ? new Who("?", "process")
        : of(status.substring(at + 6).split("\t")[0], "process");
  }

  /** The name of a user by number. */
  static String name(int uid) {
    return UserNames.read().of(uid);
  }

  private static Who of(String uid, String source) {
    return new Who(name(Integer.parseUnsignedInt(uid)), source);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}|[1-3][0-9]{9}|" + NOBODY);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
