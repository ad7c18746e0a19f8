package io.ptictl.sys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A regular file opened for reading, with what java.nio.file cannot do. One thread at a time. */
public final class RegularFile implements AutoCloseable {
  /** The extended attribute of file capabilities (linux/xattr.h). */
  private static final String CAPABILITY = "security.capability";

  /** More than any version of it is long. */
  private static final int MAX_CAPABILITY = 256;

  /** asm-generic/fcntl.h. */
  private static final int O_RDONLY = 0;

  private static final int O_NONBLOCK = 0x800;
  private static final int AT_FDCWD = -100;

  /** asm-generic/fcntl.h, linux/fcntl.h. */
  private static final int F_SETSIG = 10;

  private static final int F_SETLEASE = 1024;
  private static final int F_GETLEASE = 1025;
  private static final int F_RDLCK = 0;
  private static final int F_UNLCK = 2;

  /** asm-generic/signal.h: ignored where nobody asked for it, a JVM included. */
  private static final int SIGURG = 23;

  private final int descriptor;

  private RegularFile(int descriptor) {
    this.descriptor = descriptor;
  }

  static RegularFile at(String path) throws SystemCallException {
    return new RegularFile(Libc.openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK));
  }

  /** What it is, now. */
  public FileStatus status() throws SystemCallException {
    return FileCalls.status(descriptor);
  }

  /** The same file once more, for its content. */
  public FileChannel channel() throws IOException {
    return FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
  }

  /**
   * Its capabilities as the kernel stores them, or null if it has none.
   *
   * @throws SystemCallException EINVAL if the kernel does not understand what is stored
   */
  public byte @Nullable [] capability() throws SystemCallException {
    try {
      return FileCalls.getxattr(descriptor, CAPABILITY, MAX_CAPABILITY);
    } catch (SystemCallException e) {
      return orNone(e);
    }
  }

  /**
   * The same by path, without opening the file.
   *
   * @param path a {@link Raw} string
   */
  public static byte @Nullable [] capabilityAt(String path) throws SystemCallException {
    try {
      return FileCalls.lgetxattr(path, CAPABILITY, MAX_CAPABILITY);
    } catch (SystemCallException e) {
      return orNone(e);
    }
  }

  /** The same, a symbolic link at its end being followed. */
  static byte @Nullable [] capabilityBehind(String path) throws SystemCallException {
    try {
      return FileCalls.getxattr(path, CAPABILITY, MAX_CAPABILITY);
    } catch (SystemCallException e) {
      return orNone(e);
    }
  }

  private static byte @Nullable [] orNone(SystemCallException e) throws SystemCallException {
    if (e.errno() == Errno.ENODATA || e.errno() == Errno.EOPNOTSUPP) {
      return null;
    }
    throw e;
  }

  /** Stores capabilities, or removes them (null); returns when the disk has them. */
  public void setCapability(byte @Nullable [] bytes) throws SystemCallException {
    if (bytes == null) {
      FileCalls.removexattr(descriptor, CAPABILITY);
    } else {
      FileCalls.setxattr(descriptor, CAPABILITY, bytes);
    }
    FileCalls.fsync(descriptor);
  }

  /**
   * Takes a read lease: nobody has the file open for writing or mapped so that writing reaches it,
   * and who opens it for writing waits until {@link #endLease} or the kernel loses patience
   * (fs.lease-break-time, 45 s).
   *
   * @throws SystemCallException EAGAIN if somebody can write already; EACCES if this process is
   *     neither the owner nor has CAP_LEASE; EINVAL if the file system has no leases
   */
  public void lease() throws SystemCallException {
    // Otherwise whoever opens it for writing would end this process by SIGIO.
    FileCalls.fcntl(descriptor, F_SETSIG, SIGURG);
    FileCalls.fcntl(descriptor, F_SETLEASE, F_RDLCK);
  }

  /** Does the lease hold, and does nobody wait for its end to write? */
  public boolean isLeased() throws SystemCallException {
    return FileCalls.fcntl(descriptor, F_GETLEASE, 0) == F_RDLCK;
  }

  /** Ends the lease; closing does as well. */
  public void endLease() throws SystemCallException {
    FileCalls.fcntl(descriptor, F_SETLEASE, F_UNLCK);
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
