package io.ptictl.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small files of {@code /proc} with as little as possible for each, since there may be
 * ten thousand of them. Thread-safe.
 */
final class ProcFile {
  /** More than the kernel puts into one of them; of a longer command line the rest is left out. */
  private static final int MOST = 32 * 1024;

  private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[MOST]);

  /**
   * What one read gives, a char for each byte.
   *
   * @return null if the process is gone, or this one is not to be seen by the caller
   */
  @Nullable String read(String path) {
    try (FileInputStream file = new FileInputStream(path)) {
      byte[] buffer = buffers.get();
      int length = file.read(buffer);
      return new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return null;
    }
  }

  /** What all reads give, of a file that may be longer. */
  @Nullable String readWhole(String path) {
    try (FileInputStream file = new FileInputStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return null;
    }
  }
}
