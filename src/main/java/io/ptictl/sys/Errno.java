package io.ptictl.sys;

/** Error numbers that mean something special somewhere (asm-generic/errno-base.h, errno.h). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int ENXIO = 6;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int ENOTDIR = 20;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int EROFS = 30;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENODATA = 61;
  public static final int ESTALE = 116;
  public static final int EOPNOTSUPP = 95;

  private Errno() {}

  /** The reason in words, for example "Operation not permitted". */
  public static String text(int errno) {
    return Libc.strerror(errno);
  }
}
