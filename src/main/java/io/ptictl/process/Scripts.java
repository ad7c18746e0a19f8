package io.ptictl.process;

import io.ptictl.sys.Raw;
import io.ptictl.sys.SystemCallException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether a process was started by a file that begins with {@code #!}. */
final class Scripts {
  /** TASK_COMM_LEN less the final zero. */
  private static final int NAME = 15;

  /** The interpreter, what its {@code #!} line may give it, and the script. */
  private static final int FIRST_ARGUMENTS = 3;

  private Scripts() {}

  /**
   * Of a script the kernel names the process after the script, executes the interpreter, and puts
   * the script among its first arguments.
   *
   * @param arguments as {@link Raw} strings
   * @return the script as it was called, null if it was none, or is none any more
   */
  static @Nullable String of(ProcessStatus process, ProgramFile program, List<String> arguments) {
    if (process.name().equals(nameOf(program.path()))) {
      return null;
    }
    for (int i = 1; i < Math.min(arguments.size(), FIRST_ARGUMENTS); i++) {
      String argument = arguments.get(i);
      if (nameOf(argument).equals(process.name()) && isScript(process.pid(), argument)) {
        return Raw.text(argument);
      }
    }
    return null;
  }

  private static boolean isScript(int pid, String path) {
    String base = path.startsWith("/") ? "/proc/" + pid + "/root" : "/proc/" + pid + "/cwd/";
    try {
      return ProgramFile.at(base + path).interpreter() != null;
    } catch (SystemCallException _) {
      return false;
    }
  }

  private static String nameOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.length() > NAME ? name.substring(0, NAME) : name;
  }
}
