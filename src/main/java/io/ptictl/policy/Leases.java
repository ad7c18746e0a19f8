package io.ptictl.policy;

import io.ptictl.sys.Errno;
import io.ptictl.sys.RegularFile;
import io.ptictl.sys.SystemCallException;
import org.jspecify.annotations.Nullable;

/**
 * Who can write to a file right now. A read lease is granted only if no open file description can,
 * and a shared mapping holds the description it was made with, even when the descriptor is closed.
 * The lease is kept until the file is closed: what was read and checked stays as it was.
 */
final class Leases {
  private Leases() {}

  /** What is wrong, or null: nobody writes, and nobody waits to write. */
  static @Nullable String broken(RegularFile file) throws SystemCallException {
    try {
      file.lease();
      return null;
    } catch (SystemCallException e) {
      return switch (e.errno()) {
        case Errno.EAGAIN -> "open or mapped for writing by a process";
        case Errno.EACCES -> "whether somebody can write to it is told to root only";
        default -> "its file system cannot tell who has it open (" + e.reason() + ")";
      };
    }
  }

  /** Has somebody come to write since the lease was taken? Only after {@link #broken} said null. */
  static boolean contested(RegularFile file) throws SystemCallException {
    return !file.isLeased();
  }
}
