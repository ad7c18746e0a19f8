package io.ptictl.kbuild;

import java.util.List;

/**
 * The difference that a patch makes to one file.
 *
 * @param file in the kernel's tree
 * @param isNew was there none before?
 * @param text as git-diff(1) writes it, each line with its end
 * @param added lines
 * @param removed lines
 */
record FileDiff(String file, boolean isNew, String text, int added, int removed) {
  /** Of the lines from the first {@code @@} on, as diff(1) writes them. */
  static FileDiff of(String file, boolean isNew, String header, List<String> hunks) {
    int added = 0;
    int removed = 0;
    StringBuilder text = new StringBuilder(header);
    for (String line : hunks) {
      added += line.startsWith("+") ? 1 : 0;
      removed += line.startsWith("-") ? 1 : 0;
      text.append(line).append('\n');
    }
    return new FileDiff(file, isNew, text.toString(), added, removed);
  }

  int changed() {
    return added + removed;
  }
}
