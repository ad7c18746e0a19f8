package io.ptictl.sys;

import java.io.IOException;

/** A system call failed: which one, on what, and why. */
public final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  SystemCallException(String call, String argument, int errno) {
    super(
        call
            + "("
            + argument
            + "): "
            + Libc.strerrorname(errno)
            + " ("
            + Libc.strerror(errno)
            + ")");
    this.errno = errno;
  }

  /** The error number, to be compared with those of {@link Errno}. */
  public int errno() {
    return errno;
  }

  /** The reason in words, for example "Operation not permitted". */
  public String reason() {
    return Libc.strerror(errno);
  }
}
