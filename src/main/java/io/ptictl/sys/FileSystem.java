package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * What statfs(2) says about the file system of a file, and the mount it was reached by.
 *
 * @param magic the type of file system, as in linux/magic.h
 * @param readOnly is it, or the mount, read-only?
 * @param nosuid does the mount ignore set-id bits and file capabilities?
 */
public record FileSystem(long magic, boolean readOnly, boolean nosuid) {
  /** linux/statfs.h. */
  private static final long ST_RDONLY = 0x0001;

  private static final long ST_NOSUID = 0x0002;

  /** Of a struct statfs of a 64-bit machine. */
  static FileSystem of(MemorySegment statfs) {
    long flags = statfs.get(JAVA_LONG, 80);
    return new FileSystem(
        statfs.get(JAVA_LONG, 0), (flags & ST_RDONLY) != 0, (flags & ST_NOSUID) != 0);
  }
}
