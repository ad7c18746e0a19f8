package io.ptictl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is there until it is closed. */
record TemporaryFile(Path path) implements AutoCloseable {
  static TemporaryFile make() {
    try {
      Path path = Files.createTempFile("ptictl", "");
      path.toFile().deleteOnExit(); // by Ctrl-C, nothing is closed
      return new TemporaryFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes it. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
