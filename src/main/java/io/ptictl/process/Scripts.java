package io.ptictl.process;

import io.ptictl.sys.Raw;
import org.jspecify.annotations.Nullable;

/** Finds out whether a process was started by a file that begins with {@code #!}. */
final class Scripts {
  /** TASK_COMM_LEN less the final zero. */
  private static final int NAME = 15;

  private Scripts() {}

  /**
   * Of a script the kernel names the process after the script, executes the interpreter, and puts
   * the script among its first arguments.
   *
   * @param command the arguments, separated by blanks
   * @return the script as it was called, null if it is probably none
   */
  static @Nullable String of(ProcessStatus process, ProgramFile program, String command) {
    String name = Raw.text(process.name());
    if (name.equals(nameOf(Raw.text(program.path())))) {
      return null;
    }
    String[] words = command.split(" ", 5);
    for (int i = 1; i < Math.min(words.length, 4); i++) {
      if (nameOf(words[i]).equals(name)) {
        return words[i];
      }
    }
    return null;
  }

  private static String nameOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.length() > NAME ? name.substring(0, NAME) : name;
  }
}
