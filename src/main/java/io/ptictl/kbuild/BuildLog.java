package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs the programs of a build into one log and finds in it why one of them failed. */
final class BuildLog {
  private static final int KEPT_LINES = 200;
  private static final int TOLD_LINES = 3;

  private static final Pattern TELLING =
      Pattern.compile(
          "error:|\\berror\\b.*:|undefined reference|\\*\\*\\*|No space left|: not found|Killed"
              + "|Cannot |cannot ",
          Pattern.CASE_INSENSITIVE);

  private final String what;
  private final Path file;
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * @param file where the log is written
   */
  BuildLog(Path file) {
    this("kernel build", file);
  }

  /**
   * @param what is being done, with which a failure begins
   * @param file where the log is written
   */
  BuildLog(String what, Path file) {
    this.what = what;
    this.file = file;
  }

  Path file() {
    return file;
  }

  /**
   * Runs a program to its end.
   *
   * @throws Failure with the first telling lines of its output if its status is not 0
   */
  void run(
      PrivateDirectory place,
      Path directory,
      Map<String, String> environment,
      Consumer<String> onLine,
      List<String> command)
      throws IOException {
    last.clear();
    int status =
        place.run(
            directory,
            environment,
            file,
            line -> {
              last.add(line);
              if (last.size() > KEPT_LINES) {
                last.remove();
              }
              onLine.accept(line);
            },
            command);
    if (status != 0) {
      throw Failure.failed(
          what + ": " + command.getFirst() + " ended with status " + status + ": " + reason());
    }
  }

  /** The first telling lines of the last program, or its last lines if none tells anything. */
  private String reason() {
    List<String> lines = last.stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    List<String> telling =
        lines.stream().filter(line -> TELLING.matcher(line).find()).limit(TOLD_LINES).toList();
    List<String> told =
        telling.isEmpty()
            ? lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size())
            : new ArrayList<>(telling);
    return told.isEmpty() ? "it said nothing" : String.join(" | ", told);
  }
}
