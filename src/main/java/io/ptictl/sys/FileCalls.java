package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** The downcalls on open files: what they are, their extended attributes, locks. Thread-safe. */
final class FileCalls {
  /** linux/fcntl.h. */
  private static final int AT_EMPTY_PATH = 0x1000;

  /** linux/limits.h: the longest path with its final zero. */
  private static final int PATH_MAX = 4096;

  /** linux/exportfs.h, and the two numbers before that part. */
  private static final int MAX_HANDLE_SZ = 128;

  private static final int HANDLE_HEADER = 8;

  /** sizeof(struct statx), sizeof(struct statfs). */
  private static final int STATX_BYTES = 256;

  private static final int STATFS_BYTES = 120;

  private static final MethodHandle STATX =
      Libc.find(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle FSTATFS =
      Libc.find("fstatfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle READLINKAT =
      Libc.find(
          "readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle FGETXATTR =
      Libc.find(
          "fgetxattr", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle LGETXATTR =
      Libc.find(
          "lgetxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle GETXATTR =
      Libc.find("getxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle FSETXATTR =
      Libc.find(
          "fsetxattr",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle FREMOVEXATTR =
      Libc.find("fremovexattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle FSYNC =
      Libc.find("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle FLOCK =
      Libc.find("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle FCNTL =
      Libc.find(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
          Linker.Option.firstVariadicArg(2));

  private static final MethodHandle NAME_TO_HANDLE_AT =
      Libc.find(
          "name_to_handle_at",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle OPEN_BY_HANDLE_AT =
      Libc.find("open_by_handle_at", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private FileCalls() {}

  static FileStatus status(int descriptor) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment empty = arena.allocateFrom("");
      MemorySegment statx = arena.allocate(STATX_BYTES, 8);
      call(
          "statx",
          descriptor,
          s ->
              (int)
                  STATX.invokeExact(
                      s, descriptor, empty, AT_EMPTY_PATH, FileStatus.STATX_BASIC_STATS, statx));
      return FileStatus.of(statx);
    }
  }

  static FileSystem fileSystem(int descriptor) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statfs = arena.allocate(STATFS_BYTES, 8);
      call("fstatfs", descriptor, s -> (int) FSTATFS.invokeExact(s, descriptor, statfs));
      return FileSystem.of(statfs);
    }
  }

  /** Where a symbolic link that is open points to, as a {@link Raw} string. */
  static String readlink(int descriptor) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment empty = arena.allocateFrom("");
      MemorySegment target = arena.allocate(PATH_MAX);
      long size = PATH_MAX;
      int length =
          (int)
              call(
                  "readlink",
                  descriptor,
                  s -> (long) READLINKAT.invokeExact(s, descriptor, empty, target, size));
      return Raw.of(target.asSlice(0, length).toArray(JAVA_BYTE));
    }
  }

  static byte[] getxattr(int descriptor, String name, int limit) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name, StandardCharsets.US_ASCII);
      MemorySegment value = arena.allocate(limit);
      long size = limit;
      int length =
          (int)
              call(
                  "fgetxattr",
                  descriptor,
                  s -> (long) FGETXATTR.invokeExact(s, descriptor, key, value, size));
      return value.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  /** By path, a symbolic link at its end not being followed. */
  static byte[] lgetxattr(String path, String name, int limit) throws SystemCallException {
    return getxattr(
        "lgetxattr",
        path,
        name,
        limit,
        (s, file, key, value, size) -> (long) LGETXATTR.invokeExact(s, file, key, value, size));
  }

  /** By path, a symbolic link at its end being followed. */
  static byte[] getxattr(String path, String name, int limit) throws SystemCallException {
    return getxattr(
        "getxattr",
        path,
        name,
        limit,
        (s, file, key, value, size) -> (long) GETXATTR.invokeExact(s, file, key, value, size));
  }

  /** A method handle is fast only where it is called as a constant. */
  private interface Getxattr {
    long call(
        MemorySegment state, MemorySegment file, MemorySegment key, MemorySegment value, long size)
        throws Throwable;
  }

  private static byte[] getxattr(
      String call, String path, String name, int limit, Getxattr function)
      throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom(path, StandardCharsets.ISO_8859_1);
      MemorySegment key = arena.allocateFrom(name, StandardCharsets.US_ASCII);
      MemorySegment value = arena.allocate(limit);
      long size = limit;
      int length = (int) Libc.call(call, path, s -> function.call(s, file, key, value, size));
      return value.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  static void setxattr(int descriptor, String name, byte[] bytes) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name, StandardCharsets.US_ASCII);
      MemorySegment value = arena.allocateFrom(JAVA_BYTE, bytes);
      long size = bytes.length;
      call(
          "fsetxattr",
          descriptor,
          s -> (int) FSETXATTR.invokeExact(s, descriptor, key, value, size, 0));
    }
  }

  static void removexattr(int descriptor, String name) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name, StandardCharsets.US_ASCII);
      call("fremovexattr", descriptor, s -> (int) FREMOVEXATTR.invokeExact(s, descriptor, key));
    }
  }

  static void fsync(int descriptor) throws SystemCallException {
    call("fsync", descriptor, s -> (int) FSYNC.invokeExact(s, descriptor));
  }

  static void flock(int descriptor, int operation) throws SystemCallException {
    call("flock", descriptor, s -> (int) FLOCK.invokeExact(s, descriptor, operation));
  }

  static int fcntl(int descriptor, int command, long argument) throws SystemCallException {
    return (int)
        call("fcntl", descriptor, s -> (int) FCNTL.invokeExact(s, descriptor, command, argument));
  }

  /** A struct file_handle: the length of its last part, a type, and that part. */
  static byte[] handle(int descriptor) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment empty = arena.allocateFrom("");
      MemorySegment mount = arena.allocate(JAVA_INT);
      MemorySegment handle = arena.allocate(HANDLE_HEADER + MAX_HANDLE_SZ, 4);
      handle.set(JAVA_INT, 0, MAX_HANDLE_SZ);
      call(
          "name_to_handle_at",
          descriptor,
          s ->
              (int)
                  NAME_TO_HANDLE_AT.invokeExact(
                      s, descriptor, empty, handle, mount, AT_EMPTY_PATH));
      return handle.asSlice(0, HANDLE_HEADER + handle.get(JAVA_INT, 0)).toArray(JAVA_BYTE);
    }
  }

  static int openByHandle(int directory, byte[] handle, int flags) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(handle.length, 4);
      bytes.copyFrom(MemorySegment.ofArray(handle));
      int all = flags | Libc.O_CLOEXEC;
      return (int)
          call(
              "open_by_handle_at",
              directory,
              s -> (int) OPEN_BY_HANDLE_AT.invokeExact(s, directory, bytes, all));
    }
  }

  private static long call(String name, int descriptor, Libc.Call call) throws SystemCallException {
    return Libc.call(name, String.valueOf(descriptor), call);
  }
}
