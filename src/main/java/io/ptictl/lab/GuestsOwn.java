package io.ptictl.lab;

import java.nio.file.Path;
import java.util.List;

/** What a machine has of its own, whatever the host has there. Thread-safe. */
public final class GuestsOwn {
  private static final List<Path> DIRECTORIES =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private GuestsOwn() {}

  /**
   * Is it there?
   *
   * @param path absolute and normalized
   */
  public static boolean has(Path path) {
    return DIRECTORIES.stream().anyMatch(path::startsWith);
  }
}
