package io.ptictl.spec;

/** The error numbers with which a call is refused (asm-generic/errno-base.h, errno.h). */
public enum ErrorCode {
  EPERM(1),
  ENOENT(2),
  ENXIO(6),
  ENOEXEC(8),
  EACCES(13),
  EBUSY(16),
  EINVAL(22),
  ERANGE(34);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /** What errno holds. */
  public int number() {
    return number;
  }
}
