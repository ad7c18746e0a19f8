package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The downcalls that many commands need, and the ways to make one; {@link FileCalls} has those on
 * files. All of them go through {@link #call}, which makes a {@link SystemCallException} of a
 * result of -1. Thread-safe.
 */
@SuppressWarnings("restricted")
final class Libc {
  /** fcntl.h, asm-generic. */
  static final int O_CLOEXEC = 0x80000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle ISATTY = find("isatty", int1());
  private static final MethodHandle CLOSE = find("close", int1());
  private static final MethodHandle TCGETATTR =
      find("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle TCSETATTR =
      find("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle CFMAKERAW =
      LINKER.downcallHandle(address("cfmakeraw"), FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle OPENAT =
      find(
          "openat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle IOCTL =
      find(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle PREAD =
      find("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle READ =
      find("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(address("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle STRERRORNAME =
      LINKER.downcallHandle(address("strerrorname_np"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  /** One call of libc, its errno going to {@code state}. */
  @FunctionalInterface
  interface Call {
    long invoke(MemorySegment state) throws Throwable;
  }

  private Libc() {}

  static boolean isatty(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) ISATTY.invokeExact(arena.allocate(STATE), descriptor) == 1;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void close(int descriptor) throws SystemCallException {
    call("close", String.valueOf(descriptor), s -> (int) CLOSE.invokeExact(s, descriptor));
  }

  static void tcgetattr(int descriptor, MemorySegment termios) throws SystemCallException {
    call(
        "tcgetattr",
        String.valueOf(descriptor),
        s -> (int) TCGETATTR.invokeExact(s, descriptor, termios));
  }

  static void tcsetattr(int descriptor, int when, MemorySegment termios)
      throws SystemCallException {
    call(
        "tcsetattr",
        String.valueOf(descriptor),
        s -> (int) TCSETATTR.invokeExact(s, descriptor, when, termios));
  }

  static void cfmakeraw(MemorySegment termios) {
    try {
      CFMAKERAW.invokeExact(termios);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The new descriptor is closed on exec; the path is a {@link Raw} string. */
  static int openat(int directory, String path, int flags) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path, StandardCharsets.ISO_8859_1);
      int all = flags | O_CLOEXEC;
      return (int) call("open", path, s -> (int) OPENAT.invokeExact(s, directory, name, all, 0));
    }
  }

  static int ioctl(int descriptor, long request, MemorySegment argument)
      throws SystemCallException {
    return (int)
        call(
            "ioctl",
            "0x" + Long.toHexString(request),
            s -> (int) IOCTL.invokeExact(s, descriptor, request, argument));
  }

  static int pread(int descriptor, MemorySegment to, long offset) throws SystemCallException {
    return (int)
        call(
            "read",
            String.valueOf(descriptor),
            s -> (long) PREAD.invokeExact(s, descriptor, to, to.byteSize(), offset));
  }

  static int read(int descriptor, MemorySegment to) throws SystemCallException {
    return (int)
        call(
            "read",
            String.valueOf(descriptor),
            s -> (long) READ.invokeExact(s, descriptor, to, to.byteSize()));
  }

  static int write(int descriptor, MemorySegment from) throws SystemCallException {
    return (int)
        call(
            "write",
            String.valueOf(descriptor),
            s -> (long) WRITE.invokeExact(s, descriptor, from, from.byteSize()));
  }

  /** The reason in words, for example "Operation not permitted". */
  static String strerror(int errno) {
    return text(STRERROR, errno);
  }

  /** The constant's name, for example "EPERM". */
  static String strerrorname(int errno) {
    return text(STRERRORNAME, errno);
  }

  static long call(String name, String argument, Call call) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.invoke(state);
      if (result == -1) {
        throw new SystemCallException(name, argument, (int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (SystemCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The same where failing is an answer like any other: -1 is returned, and errno is lost. */
  static long attempt(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      return call.invoke(arena.allocate(STATE));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static String text(MethodHandle function, int errno) {
    try {
      MemorySegment text = (MemorySegment) function.invokeExact(errno);
      return text.address() == 0 ? "errno " + errno : text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static FunctionDescriptor int1() {
    return FunctionDescriptor.of(JAVA_INT, JAVA_INT);
  }

  static MethodHandle find(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(address(name), type, all);
  }

  private static MemorySegment address(String name) {
    return LINKER
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name));
  }
}
