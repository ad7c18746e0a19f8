package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** How many files this process may have open. Thread-safe. */
public final class OpenFiles {
  /** asm-generic/resource.h. */
  private static final int RLIMIT_NOFILE = 7;

  private static final MethodHandle GETRLIMIT =
      Libc.find("getrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SETRLIMIT =
      Libc.find("setrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private OpenFiles() {}

  /** As many as the administrator lets it. What it executes inherits that. */
  public static void allowAll() throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(JAVA_LONG, 2);
      Libc.call("getrlimit", "files", s -> (int) GETRLIMIT.invokeExact(s, RLIMIT_NOFILE, limits));
      limits.set(JAVA_LONG, 0, limits.get(JAVA_LONG, 8));
      Libc.call("setrlimit", "files", s -> (int) SETRLIMIT.invokeExact(s, RLIMIT_NOFILE, limits));
    }
  }
}
