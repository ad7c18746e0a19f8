package io.ptictl.sys;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file held by open(2) with O_PATH: found once, whatever its name means later, and not opened, so
 * that a FIFO does not block and a device does nothing. Names are {@link Raw} strings. One thread
 * at a time.
 */
public final class HeldFile implements AutoCloseable {
  /** asm-generic/fcntl.h. */
  private static final int O_PATH = 0x200000;

  private static final int O_NOFOLLOW = 0x20000;
  private static final int AT_FDCWD = -100;

  private final int descriptor;

  private HeldFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** The root directory of this process. */
  public static HeldFile root() throws SystemCallException {
    return new HeldFile(Libc.openat(AT_FDCWD, "/", O_PATH));
  }

  /** What is at an absolute path; of a symbolic link at its end the link itself. */
  public static HeldFile at(String path) throws SystemCallException {
    return new HeldFile(open(path));
  }

  /**
   * What is at an absolute path, a symbolic link at its end being followed: of {@code
   * /proc/PID/exe} the program, whatever has become of its name.
   */
  public static HeldFile following(String path) throws SystemCallException {
    return new HeldFile(Libc.openat(AT_FDCWD, path, O_PATH));
  }

  /**
   * What a name in this directory stands for; of a symbolic link the link itself.
   *
   * @param name without a slash; {@code ..} is the directory above
   */
  public HeldFile child(String name) throws SystemCallException {
    return new HeldFile(Libc.openat(descriptor, name, O_PATH | O_NOFOLLOW));
  }

  /**
   * Finds a file by what {@link #identity} gave, wherever it has been moved to in its file system.
   * Needs CAP_DAC_READ_SEARCH.
   *
   * @param directory some directory of the same file system
   * @throws SystemCallException ESTALE if there is no such file any more
   */
  public static HeldFile byIdentity(OpenFile directory, String identity)
      throws SystemCallException {
    byte[] handle = HexFormat.of().parseHex(identity);
    return new HeldFile(FileCalls.openByHandle(directory.descriptor(), handle, O_PATH));
  }

  /**
   * What stands for this file in its file system as long as it exists, across names and reboots; no
   * later file gets the same. Null where the file system knows no such thing.
   */
  public @Nullable String identity() {
    try {
      return HexFormat.of().formatHex(FileCalls.handle(descriptor));
    } catch (SystemCallException _) {
      return null;
    }
  }

  /**
   * A path that may lead to it; it has to be looked whether it does.
   *
   * @throws SystemCallException if {@code /proc} is not mounted
   */
  public String likelyPath() throws SystemCallException {
    try (HeldFile link = new HeldFile(open("/proc/self/fd/" + descriptor))) {
      return link.link();
    }
  }

  private static int open(String path) throws SystemCallException {
    return Libc.openat(AT_FDCWD, path, O_PATH | O_NOFOLLOW);
  }

  /** What it is, now. */
  public FileStatus status() throws SystemCallException {
    return FileCalls.status(descriptor);
  }

  /**
   * Its capabilities as the kernel stores them, or null if it has none; needs {@code /proc}.
   *
   * @throws SystemCallException EINVAL if the kernel does not understand what is stored
   */
  public byte @Nullable [] capability() throws SystemCallException {
    return RegularFile.capabilityBehind("/proc/self/fd/" + descriptor);
  }

  /** Where it is. */
  public FileSystem fileSystem() throws SystemCallException {
    return FileCalls.fileSystem(descriptor);
  }

  /** Of a symbolic link: where it points to. */
  public String link() throws SystemCallException {
    return FileCalls.readlink(descriptor);
  }

  /**
   * Opens the same file for reading, needs {@code /proc}. Only for regular files: opening another
   * one may block, or do something.
   */
  public RegularFile open() throws SystemCallException {
    return RegularFile.at("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() {
    try {
      Libc.close(descriptor);
    } catch (SystemCallException _) {
      // Linux has closed it in any case.
    }
  }
}
