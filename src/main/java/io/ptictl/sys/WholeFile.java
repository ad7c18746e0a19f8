package io.ptictl.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are there as a whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text that everybody may read, in the place of one that is there. It is on the disk
   * when this returns.
   *
   * @throws IOException if it cannot be written; one that was there is as it was
   */
  public static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    Path written = Files.createTempFile(directory, "." + file.getFileName(), ".new");
    try {
      fill(written, text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static void fill(Path path, String text) throws IOException {
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      out.force(true);
    }
  }
}
