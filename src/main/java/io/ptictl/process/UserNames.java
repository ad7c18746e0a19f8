package io.ptictl.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names of users by number, from {@code /etc/passwd}; a number stays one if it is not there. */
public final class UserNames {
  private final Map<Integer, String> names = new HashMap<>();

  private UserNames() {}

  /** Those of this machine; none if the file cannot be read. */
  public static UserNames read() {
    return parse(Path.of("/etc/passwd"));
  }

  /** Numbers only. */
  static UserNames none() {
    return new UserNames();
  }

  static UserNames parse(Path passwd) {
    UserNames users = new UserNames();
    try {
      for (String line : Files.readAllLines(passwd, StandardCharsets.ISO_8859_1)) {
        users.add(line);
      }
    } catch (IOException _) {
      // Numbers serve as well.
    }
    return users;
  }

  /** The name, or the number in digits. */
  public String of(int uid) {
    String name = names.get(uid);
    return name == null ? Integer.toUnsignedString(uid) : name;
  }

  /** {@code name:password:uid:...}; of two names for one number the first counts. */
  private void add(String line) {
    int name = line.indexOf(':');
    int password = line.indexOf(':', name + 1);
    int uid = line.indexOf(':', password + 1);
    if (name > 0 && password > 0 && uid > 0) {
      try {
        int number = Integer.parseUnsignedInt(line, password + 1, uid, 10);
        names.putIfAbsent(number, line.substring(0, name));
      } catch (NumberFormatException _) {
        // "+::::::" of NIS, or a damaged line.
      }
    }
  }
}
