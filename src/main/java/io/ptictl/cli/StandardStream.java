package io.ptictl.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or error whose loss is remembered: the writers before it swallow what is thrown
 * at every print, and only {@link java.io.PrintWriter#checkError} tells of it. A reader that went
 * away ({@code | head -1}) is no failure: the rest is dropped in silence, as by a program that
 * SIGPIPE ends. A full disk is one.
 */
final class StandardStream extends OutputStream {
  private final OutputStream stream;
  private @Nullable IOException lost;

  StandardStream(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (lost != null) {
      throw lost;
    }
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      lost = e;
      throw e;
    }
  }

  /** Why output was lost, or null if none was or nobody wanted it. */
  @Nullable String failure() {
    if (lost == null) {
      return null;
    }
    String reason = String.valueOf(lost.getMessage());
    return reason.startsWith("Broken pipe") ? null : reason;
  }
}
