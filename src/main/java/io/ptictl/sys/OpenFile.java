package io.ptictl.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A file opened by open(2), where the exact error number counts or a file has to be found relative
 * to an open directory; for anything else use java.nio.file. Paths are {@link Raw} strings. One
 * thread at a time.
 */
public final class OpenFile implements AutoCloseable {
  /** asm-generic/fcntl.h. */
  private static final int O_RDONLY = 0;

  private static final int O_RDWR = 2;
  private static final int O_DIRECTORY = 0x10000;
  private static final int AT_FDCWD = -100;

  /** sys/file.h. */
  private static final int LOCK_EX = 2;

  private final int descriptor;

  private OpenFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens for reading and writing. */
  public static OpenFile readWrite(String path) throws SystemCallException {
    return new OpenFile(Libc.openat(AT_FDCWD, path, O_RDWR));
  }

  /**
   * Opens a directory. One of {@code /proc/PID} stays that of the same process: once it has ended,
   * whatever is opened by {@link #readWriteIn} fails, even if another process has the number.
   */
  public static OpenFile directory(String path) throws SystemCallException {
    return new OpenFile(Libc.openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY));
  }

  /** Opens a file of this directory for reading and writing. */
  public OpenFile readWriteIn(String name) throws SystemCallException {
    return new OpenFile(Libc.openat(descriptor, name, O_RDWR));
  }

  /** Opens a file of this directory for reading. */
  public OpenFile readIn(String name) throws SystemCallException {
    return new OpenFile(Libc.openat(descriptor, name, O_RDONLY));
  }

  /** What one read of at most {@code limit} bytes at offset 0 gives, byte for byte. */
  public String read(int limit) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(limit);
      int length = Libc.pread(descriptor, bytes, 0);
      byte[] read = bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return new String(read, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Writes in one call, at offset 0 until one has succeeded; not by pwrite(2), which many files of
   * {@code /proc} do not have.
   */
  public void write(String text) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      Libc.write(descriptor, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
    }
  }

  /** An ioctl(2) without an argument; its result. */
  public int ioctl(long request) throws SystemCallException {
    return Libc.ioctl(descriptor, request, MemorySegment.NULL);
  }

  /** Waits until no other process has locked it, and locks it until it is closed. */
  public void lock() throws SystemCallException {
    FileCalls.flock(descriptor, LOCK_EX);
  }

  int descriptor() {
    return descriptor;
  }

  /** Never fails: nothing that this class writes is delayed until here. */
  @Override
  public void close() {
    try {
      Libc.close(descriptor);
    } catch (SystemCallException _) {
      // Linux has closed it in any case.
    }
  }
}
