package io.ptictl.kbuild;

import java.util.List;

/** The summary between message and difference, as git-format-patch(1) writes it. */
final class DiffStat {
  private static final int WIDTH = 76;
  private static final int MIN_GRAPH = 10;

  private DiffStat() {}

  /**
   * A line for each file, one for all, and one for each new file.
   *
   * @param files in the order of their names
   */
  static String of(List<FileDiff> files) {
    int widest = files.stream().mapToInt(file -> file.file().length()).max().orElse(0);
    int most = files.stream().mapToInt(FileDiff::changed).max().orElse(0);
    int number = String.valueOf(most).length();
    int names = Math.min(widest, WIDTH - MIN_GRAPH - number - " |  ".length() - 1);
    int graph = WIDTH - names - number - " |  ".length() - 1;
    StringBuilder text = new StringBuilder();
    for (FileDiff file : files) {
      int shown = Math.min(file.changed(), graph);
      double scale = most > graph ? (double) graph / most : 1;
      int all = most > graph ? Math.max(1, (int) Math.round(file.changed() * scale)) : shown;
      int minus = file.removed() == 0 ? 0 : Math.max(1, (int) Math.round(file.removed() * scale));
      int plus = Math.max(file.added() == 0 ? 0 : 1, all - minus);
      text.append(
          String.format(
              " %-" + names + "s | %" + number + "d %s%s%n",
              shortened(file.file(), names),
              file.changed(),
              "+".repeat(plus),
              "-".repeat(minus)));
    }
    return text + sum(files) + created(files);
  }

  /** The end of a long path, from a slash on, after dots. */
  private static String shortened(String file, int width) {
    if (file.length() <= width) {
      return file;
    }
    String end = file.substring(file.length() - width + "...".length());
    int slash = end.indexOf('/');
    return "..." + (slash < 0 ? end : end.substring(slash));
  }

  private static String sum(List<FileDiff> files) {
    int added = files.stream().mapToInt(FileDiff::added).sum();
    int removed = files.stream().mapToInt(FileDiff::removed).sum();
    return " "
        + counted(files.size(), " file", "s changed", " changed")
        + (added > 0 || removed == 0 ? ", " + counted(added, " insertion", "s(+)", "(+)") : "")
        + (removed > 0 ? ", " + counted(removed, " deletion", "s(-)", "(-)") : "")
        + "\n";
  }

  private static String counted(int number, String word, String many, String one) {
    return number + word + (number == 1 ? one : many);
  }

  private static String created(List<FileDiff> files) {
    StringBuilder text = new StringBuilder();
    for (FileDiff file : files) {
      if (file.isNew()) {
        text.append(" create mode 100644 ").append(file.file()).append('\n');
      }
    }
    return text.toString();
  }
}
