package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What the kernel has printed since it booted, as far as its buffer still holds it. */
public final class KernelLog {
  private static final MethodHandle KLOGCTL =
      Libc.find("klogctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /** syslog(2): neither takes anything out of the buffer. */
  private static final int SYSLOG_ACTION_READ_ALL = 3;

  private static final int SYSLOG_ACTION_SIZE_BUFFER = 10;

  private KernelLog() {}

  /**
   * Its lines, each beginning with {@code <priority>[seconds since boot]}, a char for each byte.
   *
   * @throws SystemCallException EPERM without CAP_SYSLOG where kernel.dmesg_restrict is set
   */
  public static String read() throws SystemCallException {
    int size = klogctl(SYSLOG_ACTION_SIZE_BUFFER, MemorySegment.NULL, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(size);
      int length = klogctl(SYSLOG_ACTION_READ_ALL, text, size);
      return Raw.of(text.asSlice(0, length).toArray(JAVA_BYTE));
    }
  }

  private static int klogctl(int action, MemorySegment buffer, int size)
      throws SystemCallException {
    return (int)
        Libc.call(
            "syslog",
            String.valueOf(action),
            s -> (int) KLOGCTL.invokeExact(s, action, buffer, size));
  }
}
