package io.ptictl.process;

import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.Raw;
import io.ptictl.sys.RegularFile;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What execve(2) looks at of a file.
 *
 * @param path where it is, a {@link Raw} string
 * @param status owner, mode, identity
 * @param capability what its capabilities are; none if they are not understood
 * @param notUnderstood how its capabilities are if the kernel does not honour them here, or null
 * @param nosuid is it on a mount without set-id bits and capabilities?
 * @param interpreter of a script what its first line names, a {@link Raw} string; null if it is no
 *     script, or cannot be read
 */
record ProgramFile(
    String path,
    FileStatus status,
    FileCapability capability,
    @Nullable String notUnderstood,
    boolean nosuid,
    @Nullable String interpreter) {
  /** BINPRM_BUF_SIZE: what the kernel reads of a script. */
  private static final int HEAD = 256;

  /**
   * The file at a path, links being followed as execve(2) does.
   *
   * @param path absolute, a {@link Raw} string
   */
  static ProgramFile at(String path) throws SystemCallException {
    return of(path, null);
  }

  /** The file that a process executed, even if it has been removed since. */
  static ProgramFile of(int pid) throws SystemCallException {
    String link = "/proc/" + pid + "/exe";
    try (HeldFile name = HeldFile.at(link)) {
      return of(link, name.link());
    }
  }

  private static ProgramFile of(String found, @Nullable String path) throws SystemCallException {
    try (HeldFile file = HeldFile.following(found)) {
      FileStatus status = file.status();
      FileCapability capability = FileCapability.NONE;
      String wrong = null;
      try {
        capability = FileCapability.parse(file.capability());
      } catch (IllegalArgumentException e) {
        wrong = String.valueOf(e.getMessage());
      } catch (SystemCallException e) {
        wrong = "damaged";
      }
      return new ProgramFile(
          path == null ? file.likelyPath() : path,
          status,
          capability,
          wrong,
          file.fileSystem().nosuid(),
          status.isRegular() ? interpreter(file) : null);
    }
  }

  /** Has it the mark, whether that counts or not? */
  boolean marked() {
    return capability.permits(Capabilities.PAYLOAD);
  }

  /** Has it capabilities other than the mark, which are a domain change to whoever lacks them? */
  boolean givesOtherCapabilities() {
    return capability.without(Capabilities.PAYLOAD).permitted() != 0;
  }

  private static @Nullable String interpreter(HeldFile file) {
    try (RegularFile open = file.open();
        FileChannel channel = open.channel()) {
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
        // until the buffer is full or the file ends
      }
      String text = Raw.of(Arrays.copyOf(head.array(), head.position()));
      if (!text.startsWith("#!")) {
        return null;
      }
      int end = text.indexOf('\n');
      String line = text.substring(2, end < 0 ? text.length() : end).strip();
      return line.isEmpty() ? null : line.split("[ \t]", 2)[0];
    } catch (IOException _) {
      return null;
    }
  }
}
