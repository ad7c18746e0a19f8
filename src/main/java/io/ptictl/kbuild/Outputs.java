package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Puts finished files where the user wants them, each as a whole. */
final class Outputs {
  private Outputs() {}

  /**
   * @param directory may be on another file system
   * @return the files there
   */
  static List<Path> put(List<Path> files, Path directory) throws IOException {
    List<Path> there = new ArrayList<>();
    for (Path file : files) {
      Path target = directory.resolve(file.getFileName());
      Path written = Files.createTempFile(directory, "." + file.getFileName(), ".new");
      try {
        Files.copy(
            file, written, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
      there.add(target);
    }
    return there;
  }
}
