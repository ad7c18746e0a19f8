package io.ptictl.sys;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A text that the user named a file of. */
public final class TextFile {
  /** More than any such text is long; a mistaken file may be larger than memory. */
  private static final int MAX_BYTES = 4 << 20;

  private TextFile() {}

  /**
   * All of it. Anything but a regular file is refused without being opened, since a FIFO would wait
   * for a writer and a device may have no end. Needs {@code /proc}.
   *
   * @throws Failure if it is not there, is none, or is not UTF-8
   */
  public static String read(Path path) {
    try (HeldFile file = HeldFile.following(Raw.of(path.toAbsolutePath().toString()))) {
      FileStatus status = file.status();
      if (!status.isRegular()) {
        throw Failure.failed(path + ": " + status.kind() + ", not a text file");
      }
      try (RegularFile open = file.open();
          InputStream in = Channels.newInputStream(open.channel())) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw Failure.failed(path + ": longer than " + (MAX_BYTES >> 20) + " MiB; no such text");
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    } catch (IOException e) {
      throw Failure.failed(path + ": " + IoReason.of(e));
    }
  }
}
