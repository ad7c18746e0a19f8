package io.ptictl.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Copies a machine's console to a stream while it grows. */
final class ConsoleFollower implements AutoCloseable {
  private static final int PERIOD_MS = 50;

  private final Path console;
  private final OutputStream to;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("lab console").unstarted(this::run);
  private volatile boolean closed;

  private ConsoleFollower(Path console, OutputStream to) {
    this.console = console;
    this.to = to;
  }

  /** Begins at once; the file may appear later. */
  static ConsoleFollower follow(Path console, OutputStream to) {
    ConsoleFollower follower = new ConsoleFollower(console, to);
    follower.thread.start();
    return follower;
  }

  private void run() {
    try {
      while (!Files.exists(console) && !closed) {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      }
      try (InputStream in = Files.newInputStream(console)) {
        while (!closed) {
          in.transferTo(to);
          TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
        }
        in.transferTo(to);
      }
    } catch (IOException | InterruptedException e) {
      // Nothing to show, or nobody to show it to.
      return;
    }
  }

  /** Copies what is there still, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
