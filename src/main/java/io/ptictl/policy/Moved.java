package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.RegularFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds a marked file that has left its path, by what its file system knows it by. */
final class Moved {
  private Moved() {}

  /** Where it is, in words; null if it is gone, has no mark, or cannot be found that way. */
  static @Nullable String to(Mark mark) {
    try (HeldFile file = find(mark)) {
      return file == null ? null : where(file, file.status());
    } catch (IOException _) {
      return null;
    }
  }

  /** The marked file, wherever it is; null as above. */
  static @Nullable HeldFile find(Mark mark) {
    String identity = mark.identity();
    if (identity == null) {
      return null;
    }
    try (OpenFile directory = nearest(mark.path())) {
      HeldFile file = HeldFile.byIdentity(directory, identity);
      if (marked(file)) {
        return file;
      }
      file.close();
    } catch (IOException | IllegalArgumentException _) {
      // Gone, or it was never of this file system.
    }
    return null;
  }

  private static boolean marked(HeldFile file) throws IOException {
    if (file.status().links() == 0) {
      return false;
    }
    try (RegularFile open = file.open()) {
      return FileCapability.parse(open.capability()).permits(Capabilities.PAYLOAD);
    }
  }

  /** The kernel knows the name if somebody has looked at it since the machine started. */
  private static String where(HeldFile file, FileStatus status) throws IOException {
    String path = file.likelyPath();
    try (Located located = Located.find(path)) {
      if (located.status().sameFile(status)) {
        return "the marked file is " + Names.shown(path) + " now";
      }
    } catch (Failure _) {
      // Not known.
    }
    return "the marked file is elsewhere now; find it by its inode number, " + status.inode();
  }

  /** The nearest directory above that is there: of the same file system, or nothing is found. */
  private static OpenFile nearest(String path) throws IOException {
    String directory = path;
    while (true) {
      directory = directory.substring(0, Math.max(directory.lastIndexOf('/'), 0));
      try {
        return OpenFile.directory(directory.isEmpty() ? "/" : directory);
      } catch (IOException e) {
        if (directory.isEmpty()) {
          throw e;
        }
      }
    }
  }
}
