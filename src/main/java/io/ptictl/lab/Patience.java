package io.ptictl.lab;

import io.ptictl.sys.SignalRelay;
import java.util.concurrent.TimeUnit;

/**
 * When a command that is asked to end does not, its machine is ended: some seconds after the second
 * SIGINT or SIGTERM, at once at the third, and some seconds after its terminal has gone.
 * Thread-safe.
 */
final class Patience {
  private static final int SOON = 2;
  private static final int SECONDS = 3;

  private final Session session;
  private final Machine machine;
  private final boolean onTerminal;
  private int asked;
  private volatile int gaveUpAt;

  Patience(Session session, Machine machine, boolean onTerminal) {
    this.session = session;
    this.machine = machine;
    this.onTerminal = onTerminal;
  }

  /** The signal that was one too many; 0: none. */
  int gaveUpAt() {
    return gaveUpAt;
  }

  /** The user has sent this signal, which the command was given. */
  synchronized void asked(int signal) {
    boolean gone = signal == SignalRelay.HUP && onTerminal;
    if (signal == SignalRelay.INT || signal == SignalRelay.TERM) {
      asked++;
    }
    if (gone || asked == SOON) {
      Thread.ofPlatform().daemon().name("lab patience").start(() -> giveUpSoon(signal));
    } else if (asked > SOON) {
      giveUp(signal);
    }
  }

  private void giveUpSoon(int signal) {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      return;
    }
    giveUp(signal);
  }

  private void giveUp(int signal) {
    if (!session.isOver()) {
      gaveUpAt = signal;
      machine.kill();
    }
  }
}
