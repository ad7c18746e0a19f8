package io.ptictl.estimate;

import io.ptictl.sys.SignalRelay;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a signal end what this process waits for instead of this process. One that it ignored from
 * its start on (nohup) stays ignored. Closing it brings back what was before.
 */
public final class Interruption implements AutoCloseable {
  private final CompletableFuture<Integer> first = new CompletableFuture<>();
  private final SignalRelay relay = new SignalRelay(first::complete, "HUP", "INT", "TERM");

  /** The number of the first signal that came, or 0. */
  public int signal() {
    return first.getNow(0);
  }

  /** Waits for one, or for something else, but not longer than this. */
  void await(CompletableFuture<?> other, long milliseconds) throws InterruptedException {
    try {
      CompletableFuture.anyOf(first, other).get(milliseconds, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    relay.close();
  }
}
