package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.Raw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records, a file each, in a directory that only root can write to. A record appears and goes
 * as a whole, and is on the disk when the method returns. Several processes at once are safe as
 * long as each holds {@link #lock} while it changes something.
 */
public final class MarkStore {
  /** Where they are on a machine. */
  public static final Path DIRECTORY = Path.of("/etc/ptictl/marks.d");

  private static final String ENDING = ".json";
  private static final String NEW = ".new";
  private static final Set<PosixFilePermission> ALL_READ =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> ALL_LIST =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path directory;

  /**
   * @param directory absolute; made when the first record is written
   */
  public MarkStore(Path directory) {
    this.directory = directory;
  }

  /**
   * What was read.
   *
   * @param damaged for each file that is no record, its path and why
   */
  public record Records(List<Mark> marks, List<String> damaged) {}

  /** Keeps other processes from changing records until it is closed. Makes the directory. */
  OpenFile lock() throws IOException {
    if (!Files.isDirectory(directory)) {
      create(directory);
    }
    OpenFile open = OpenFile.directory(Raw.of(directory.toString()));
    open.lock();
    return open;
  }

  private static void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      create(parent);
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
      Files.setPosixFilePermissions(directory, ALL_LIST);
      sync(parent);
    }
  }

  /**
   * All records, by path.
   *
   * @throws Failure if they cannot be read, or others than root can write them
   */
  public Records all() {
    requireSafe();
    List<Mark> marks = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        try {
          marks.add(read(file));
        } catch (NoSuchFileException _) {
          // Removed meanwhile.
        } catch (IOException e) {
          damaged.add(file + ": " + e.getMessage());
        }
      }
    } catch (NoSuchFileException _) {
      // No file was ever marked.
    } catch (IOException e) {
      throw Failure.failed(directory + ": " + IoReason.of(e));
    }
    marks.sort((a, b) -> a.path().compareTo(b.path()));
    damaged.sort(null);
    return new Records(List.copyOf(marks), List.copyOf(damaged));
  }

  /** The record of a path, null if there is none. */
  @Nullable Mark find(String path) throws IOException {
    try {
      return read(fileOf(path));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private Mark read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.exists(file)) {
      throw new IOException("not a regular file");
    }
    Mark mark = MarkJson.read(Files.readAllBytes(file));
    if (!fileOf(mark.path()).equals(file)) {
      throw new IOException("the record of another path, " + Names.shown(mark.path()));
    }
    return mark;
  }

  /**
   * Whoever can write to the directory could forge records, or have this process write elsewhere.
   */
  void requireSafe() {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Located located = Located.find(Raw.of(directory.resolve(".").toString()))) {
      String unsafe = located.writableByOthers();
      if (unsafe != null) {
        throw Failure.failed(
            directory
                + ": not safe: others than root can write to "
                + Names.shown(unsafe)
                + "; mend its owner and mode");
      }
    }
  }

  /**
   * Writes a record beside those that count. With {@link #lock} held.
   *
   * @throws IOException if there is no space for it, for example; nothing is left of it then
   */
  Prepared prepare(Mark mark) throws IOException {
    requireSafe();
    sweep();
    Path file = fileOf(mark.path());
    Path next = file.resolveSibling("." + file.getFileName() + NEW);
    try {
      write(next, MarkJson.write(mark));
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    return new Prepared(next, file);
  }

  /** A record that is on the disk and does not count yet. */
  static final class Prepared {
    private final Path next;
    private final Path file;

    private Prepared(Path next, Path file) {
      this.next = next;
      this.file = file;
    }

    /** Lets it count, instead of the one that counted for this path. */
    void commit() throws IOException {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.getParent());
    }

    /** Takes it away, unless it counts. */
    void discard() throws IOException {
      Files.deleteIfExists(next);
    }
  }

  /** What a process that was killed had prepared. */
  private void sweep() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*" + NEW)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Removes the record of a path, if there is one. */
  void remove(String path) throws IOException {
    if (Files.deleteIfExists(fileOf(path))) {
      sync(directory);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      Files.setPosixFilePermissions(file, ALL_READ);
      channel.force(true);
    }
  }

  private static void sync(@Nullable Path directory) throws IOException {
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** One name for one path, beginning with what people look for. */
  private Path fileOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._+-]", "_");
    String begin = name.substring(0, Math.min(name.length(), 64));
    return directory.resolve(
        (begin.startsWith(".") ? "_" : "") + begin + "-" + digest(path) + ENDING);
  }

  private static String digest(String path) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Raw.bytes(path));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
