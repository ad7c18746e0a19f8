package io.ptictl.sys;

import java.io.IOException;

/** A system call failed: which one, on what, and why. */
public final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
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
    this.call = call;
    this.errno = errno;
  }

  /** The error number, to be compared with those of {@link Errno}. */
  public int errno() {
    return errno;
  }

  /**
   * The reason in words, for example "Operation not permitted". Where the call is not known, a
   * filter is the likely reason: the kernels that can be met have all that are made here.
   */
  public String reason() {
    return errno == Errno.ENOSYS
        ? call + " is hidden by a seccomp filter, or this kernel lacks it"
        : Libc.strerror(errno);
  }
}
