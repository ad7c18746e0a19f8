package io.ptictl.service;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
      Path written = Files.createTempFile(directory, "." + NAME, ".new");
      try {
        write(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
      sync(directory);
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

  private static void write(Path path, String text) throws IOException {
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      out.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
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
