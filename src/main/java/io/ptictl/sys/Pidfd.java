package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Processes by descriptor (pidfd_open(2)). Thread-safe. */
public final class Pidfd {
  private static final MethodHandle PIDFD_OPEN =
      Libc.find("pidfd_open", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private Pidfd() {}

  /** Is that the number of a process, whoever's? Not if it is that of one of its other threads. */
  public static boolean exists(int pid) {
    int descriptor = (int) Libc.attempt(s -> (int) PIDFD_OPEN.invokeExact(s, pid, 0));
    if (descriptor < 0) {
      return false;
    }
    try {
      Libc.close(descriptor);
    } catch (SystemCallException _) {
      // Linux has closed it in any case.
    }
    return true;
  }
}
