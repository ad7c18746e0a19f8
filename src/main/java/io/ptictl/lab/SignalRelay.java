package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Passes this process's signals on to a command. What does not end at a repeated SIGINT or SIGTERM
 * is ended with its machine. Signals that this process ignored from its start on stay ignored.
 */
final class SignalRelay implements AutoCloseable {
  /** SIGQUIT and SIGUSR2 are taken by the JVM. */
  private static final List<String> PASSED = List.of("HUP", "INT", "TERM", "USR1");

  private static final int PATIENCE = 2;
  private static final int SECONDS = 3;
  private static final int INTERRUPTED = 128 + 2;

  private final Session session;
  private final Machine machine;
  private final Map<Signal, SignalHandler> before = new HashMap<>();
  private int asked;
  private volatile boolean gaveUp;

  private SignalRelay(Session session, Machine machine) {
    this.session = session;
    this.machine = machine;
  }

  static SignalRelay to(Session session, Machine machine) {
    SignalRelay relay = new SignalRelay(session, machine);
    for (String name : PASSED) {
      Signal signal = new Signal(name);
      SignalHandler old = Signal.handle(signal, relay::pass);
      if (old == SignalHandler.SIG_IGN) {
        Signal.handle(signal, old);
      } else {
        relay.before.put(signal, old);
      }
    }
    return relay;
  }

  private synchronized void pass(Signal signal) {
    session.signal(signal.getNumber());
    if (signal.getName().equals("INT") || signal.getName().equals("TERM")) {
      asked++;
      if (asked == PATIENCE) {
        Thread.ofVirtual().start(this::giveUpSoon);
      } else if (asked > PATIENCE) {
        giveUp();
      }
    }
  }

  private void giveUpSoon() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      return;
    }
    if (!session.isOver()) {
      giveUp();
    }
  }

  private void giveUp() {
    gaveUp = true;
    machine.kill();
  }

  /** The status that {@code wait} gives, unless the machine had to be ended. */
  int status(Callable<Integer> wait) throws InterruptedException {
    try {
      return wait.call();
    } catch (Failure e) {
      if (gaveUp) {
        return INTERRUPTED;
      }
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
