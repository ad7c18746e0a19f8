package io.ptictl.estimate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets a signal end what this process waits for instead of this process. One that it ignored from
 * its start on (nohup) stays ignored. Closing it brings back what was before.
 */
public final class Interruption implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM");

  private final Map<Signal, SignalHandler> before = new HashMap<>();
  private final CompletableFuture<Integer> first = new CompletableFuture<>();

  public Interruption() {
    for (String name : SIGNALS) {
      Signal signal = new Signal(name);
      SignalHandler old = Signal.handle(signal, s -> first.complete(s.getNumber()));
      if (SignalHandler.SIG_IGN.equals(old)) {
        Signal.handle(signal, old);
      } else {
        before.put(signal, old);
      }
    }
  }

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
    before.forEach(Signal::handle);
  }
}
