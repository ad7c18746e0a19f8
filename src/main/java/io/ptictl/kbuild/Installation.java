package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a set of files into a tree so that a full disk or a missing permission changes nothing: all
 * are written beside their places first, then renamed.
 */
final class Installation {
  private static final String ENDING = ".ptictl-new";

  private Installation() {}

  /**
   * @param from holds the files, at their paths below the target
   * @return those that are new or differ from what was there
   */
  static List<Path> replace(Path from, Path target) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (Path file : Trees.files(from)) {
      Path there = target.resolve(file);
      if (!Files.exists(there) || Files.mismatch(there, from.resolve(file)) >= 0) {
        changed.add(file);
      }
    }
    List<Path> beside = new ArrayList<>();
    List<Path> newDirectories = new ArrayList<>();
    try {
      for (Path file : changed) {
        Path there = target.resolve(file);
        createDirectories(there.getParent(), newDirectories);
        Path written = there.resolveSibling(there.getFileName() + ENDING);
        beside.add(written);
        Files.copy(
            from.resolve(file),
            written,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException | RuntimeException e) {
      for (Path written : beside) {
        Files.deleteIfExists(written);
      }
      for (Path directory : newDirectories.reversed()) {
        Files.deleteIfExists(directory);
      }
      throw e;
    }
    for (int i = 0; i < changed.size(); i++) {
      Files.move(beside.get(i), target.resolve(changed.get(i)), StandardCopyOption.ATOMIC_MOVE);
    }
    return changed;
  }

  private static void createDirectories(@Nullable Path directory, List<Path> created)
      throws IOException {
    if (directory != null && !Files.exists(directory)) {
      createDirectories(directory.getParent(), created);
      Files.createDirectory(directory);
      created.add(directory);
    }
  }
}
