package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Errno;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.FileSystem;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.RegularFile;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A regular file under examination. Everything is asked of the descriptors that hold it, never of
 * its name again. What is read of its content stays true as long as it is leased. One thread at a
 * time.
 */
final class Candidate implements AutoCloseable {
  private final Located located;
  private final RegularFile file;
  private final FileStatus status;
  private @Nullable Content content;

  private Candidate(Located located, RegularFile file) throws SystemCallException {
    this.located = located;
    this.file = file;
    this.status = file.status();
  }

  /**
   * Finds and opens a file.
   *
   * @param path absolute, a {@link io.ptictl.sys.Raw} string
   * @throws Failure if it is not there, or is no regular file; it was not opened then
   */
  static Candidate open(String path) {
    Located located = Located.find(path);
    try {
      requireRegular(located);
      return new Candidate(located, located.handle().open());
    } catch (SystemCallException e) {
      located.close();
      throw failure(path, e);
    } catch (Failure e) {
      located.close();
      throw e;
    }
  }

  private static void requireRegular(Located located) throws SystemCallException {
    String shown = Names.shown(located.path());
    if (located.status().isSymbolicLink()) {
      String target = Names.shown(located.handle().link());
      throw Failure.failed(shown + ": a symbolic link to " + target + "; name the file itself");
    }
    boolean madeUp = FileSystemKind.isOfTheKernel(located.handle().fileSystem().magic());
    if (madeUp || !located.status().isRegular()) {
      String kind = madeUp ? "a file that the kernel makes up" : located.status().kind();
      throw Failure.failed(shown + ": " + kind + "; only a regular file can be marked");
    }
  }

  private static Failure failure(String path, SystemCallException e) {
    String reason =
        switch (e.errno()) {
          case Errno.EACCES, Errno.EPERM -> IoReason.DENIED;
          case Errno.ENOENT -> "cannot be opened by /proc; mount it";
          default -> e.reason();
        };
    return Failure.failed(Names.shown(path) + ": " + reason);
  }

  Located located() {
    return located;
  }

  /** Its path without links and dots. */
  String path() {
    return located.path();
  }

  RegularFile file() {
    return file;
  }

  FileStatus status() {
    return status;
  }

  FileSystem fileSystem() throws SystemCallException {
    return located.handle().fileSystem();
  }

  /**
   * Its capabilities now.
   *
   * @throws Failure if they are none of the initial user namespace, or damaged
   */
  FileCapability capability() throws SystemCallException {
    try {
      return FileCapability.parse(file.capability());
    } catch (IllegalArgumentException e) {
      throw notUnderstood(String.valueOf(e.getMessage()));
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EINVAL) {
        throw notUnderstood("damaged or of an old version: the kernel cannot read them");
      }
      throw e;
    }
  }

  private Failure notUnderstood(String how) {
    String shown = Names.shown(path());
    return Failure.failed(
        shown + ": its file capabilities are " + how + "; remove them with setcap -r first");
  }

  /** What kind of program it is, null if it is none. */
  @Nullable Elf elf() throws IOException {
    try (FileChannel channel = file.channel()) {
      return Elf.read(channel);
    }
  }

  /** Reads it as a whole, once. */
  Content content() throws IOException {
    Content known = content;
    if (known == null) {
      try (FileChannel channel = file.channel()) {
        known = Content.read(channel, Interpreters.TEXTS);
      }
      content = known;
    }
    return known;
  }

  @Override
  public void close() {
    file.close();
    located.close();
  }
}
