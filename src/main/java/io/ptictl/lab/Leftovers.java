package io.ptictl.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Private directories of machines that ended without anybody to remove them: when the guard of the
 * emulator was killed as well, or the host went down.
 */
public final class Leftovers {
  private Leftovers() {}

  /** Where they lie; those of running machines are not among them. */
  public static List<Path> find() throws IOException {
    List<Path> found = new ArrayList<>();
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (var all = Files.newDirectoryStream(parent, MachineDirectory.PREFIX + "*")) {
      for (Path path : all) {
        if (Files.isDirectory(path) && Files.isWritable(path) && !isAlive(path)) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /** Removes one that {@link #find} found. */
  public static void remove(Path path) {
    new MachineDirectory(path).close();
  }

  /** What one occupies, in bytes. */
  public static long size(Path path) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Its guard locks a file as long as it lives, and makes it when it starts. */
  private static boolean isAlive(Path path) {
    Path alive = new MachineDirectory(path).alive();
    if (!Files.exists(alive)) {
      return isNew(path);
    }
    try (FileChannel channel = FileChannel.open(alive, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isNew(Path path) {
    try {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(path).toMillis();
      return age < 60_000;
    } catch (IOException e) {
      return true;
    }
  }
}
