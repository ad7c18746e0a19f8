package io.ptictl.service;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the drop-in of a service lies. Its name lets it come after all others. */
final class DropInFile {
  private static final Path UNITS = Path.of("/etc/systemd/system");
  private static final String NAME = "zz-ptictl.conf";

  private final Path directory;
  private final Path file;

  private DropInFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
  }

  static DropInFile of(UnitName unit) {
    return below(UNITS, unit);
  }

  static DropInFile below(Path units, UnitName unit) {
    return new DropInFile(units.resolve(unit.text() + ".d"));
  }

  Path path() {
    return file;
  }

  /** What is installed. */
  Optional<String> text() {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.failed(file + ": cannot be read: " + IoReason.of(e));
    }
  }

  /** Puts it there as a whole, on the disk, or leaves what is there. */
  void install(String text) {
    boolean made = !Files.isDirectory(directory);
    try {
      Files.createDirectories(directory);
      WholeFile.write(file, text);
    } catch (IOException e) {
      if (made) {
        removeIfEmpty(directory);
      }
      throw Failure.failed(file + ": cannot be written: " + IoReason.of(e));
    }
  }

  /**
   * Takes it away, and its directory if nothing else is there.
   *
   * @return false if there was none
   */
  boolean remove() {
    try {
      boolean was = Files.deleteIfExists(file);
      removeIfEmpty(directory);
      return was;
    } catch (IOException e) {
      throw Failure.failed(file + ": cannot be removed: " + IoReason.of(e));
    }
  }

  private static void removeIfEmpty(Path directory) {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // others' drop-ins
    } catch (IOException e) {
      // An empty directory does no harm.
    }
  }
}
