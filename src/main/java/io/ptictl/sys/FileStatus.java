package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What statx(2) says about a file.
 *
 * @param mode type and permissions
 * @param links how many names it has
 * @param device number of the file system, major number in the upper half
 * @param inode its number in that file system
 * @param size in bytes
 */
public record FileStatus(
    int mode, int uid, int gid, int links, long device, long inode, long size) {
  /** linux/stat.h: the fields of stat(2). */
  static final int STATX_BASIC_STATS = 0x7ff;

  /** linux/stat.h. */
  private static final int S_IFMT = 0170000;

  private static final int S_IFREG = 0100000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFLNK = 0120000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int S_IFIFO = 0010000;
  private static final int S_IFSOCK = 0140000;
  private static final int S_ISUID = 04000;
  private static final int S_ISGID = 02000;
  private static final int S_ISVTX = 01000;

  /** Of a struct statx. */
  static FileStatus of(MemorySegment statx) {
    long major = Integer.toUnsignedLong(statx.get(JAVA_INT, 136));
    return new FileStatus(
        statx.get(JAVA_SHORT, 28) & 0xffff,
        statx.get(JAVA_INT, 20),
        statx.get(JAVA_INT, 24),
        statx.get(JAVA_INT, 16),
        major << 32 | Integer.toUnsignedLong(statx.get(JAVA_INT, 140)),
        statx.get(JAVA_LONG, 32),
        statx.get(JAVA_LONG, 40));
  }

  public boolean isRegular() {
    return (mode & S_IFMT) == S_IFREG;
  }

  public boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  public boolean isSymbolicLink() {
    return (mode & S_IFMT) == S_IFLNK;
  }

  /** Can members of its group write to it? With an access control list: can anybody named there? */
  public boolean groupWritable() {
    return (mode & 020) != 0;
  }

  /** Can everybody write to it? */
  public boolean worldWritable() {
    return (mode & 002) != 0;
  }

  /** Can anybody execute it? */
  public boolean executable() {
    return (mode & 0111) != 0;
  }

  public boolean setuid() {
    return (mode & S_ISUID) != 0;
  }

  public boolean setgid() {
    return (mode & S_ISGID) != 0;
  }

  public boolean sticky() {
    return (mode & S_ISVTX) != 0;
  }

  /** Is it the same file, whatever has changed in it? */
  public boolean sameFile(FileStatus other) {
    return device == other.device && inode == other.inode;
  }

  /** The kind of file in words, for example "a directory". */
  public String kind() {
    return switch (mode & S_IFMT) {
      case S_IFREG -> "a regular file";
      case S_IFDIR -> "a directory";
      case S_IFLNK -> "a symbolic link";
      case S_IFCHR -> "a character device";
      case S_IFBLK -> "a block device";
      case S_IFIFO -> "a FIFO";
      case S_IFSOCK -> "a socket";
      default -> "of an unknown kind";
    };
  }
}
