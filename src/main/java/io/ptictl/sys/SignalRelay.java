package io.ptictl.sys;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Gives this process's signals to a handler instead of ending it. A signal that this process
 * ignored from its start on (nohup) stays ignored. Closing it brings back what was before.
 */
public final class SignalRelay implements AutoCloseable {
  /** The numbers of signal(7) on Linux. */
  public static final int HUP = 1;

  public static final int INT = 2;
  public static final int TERM = 15;
  public static final int WINCH = 28;

  private final Map<Signal, SignalHandler> before = new HashMap<>();

  /**
   * @param handler given each signal's number, on a thread of its own
   * @param names without {@code SIG}
   */
  public SignalRelay(IntConsumer handler, String... names) {
    for (String name : names) {
      Signal signal = new Signal(name);
      SignalHandler old = Signal.handle(signal, s -> handler.accept(s.getNumber()));
      if (SignalHandler.SIG_IGN.equals(old)) {
        Signal.handle(signal, old);
      } else {
        before.put(signal, old);
      }
    }
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
