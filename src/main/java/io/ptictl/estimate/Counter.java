package io.ptictl.estimate;

import io.ptictl.sys.PerfEvent;
import io.ptictl.sys.PerfEvent.Attributes;
import io.ptictl.sys.SystemCallException;
import org.jspecify.annotations.Nullable;

/**
 * One counter that is made for each thread.
 *
 * @param what it counts
 * @param weight what each of its events counts for
 * @param attributes which events
 * @param filter which of these; null: all
 */
record Counter(Counted what, long weight, Attributes attributes, @Nullable String filter) {
  static Counter of(Counted what, Attributes attributes) {
    return new Counter(what, 1, attributes, null);
  }

  Counter fromExec() {
    return new Counter(what, weight, attributes.fromExec(), filter);
  }

  /** For a thread; 0: the calling one. It stands still. */
  PerfEvent open(int thread) throws SystemCallException {
    PerfEvent event = PerfEvent.open(attributes, thread);
    try {
      if (filter != null) {
        event.filter(filter);
      }
      return event;
    } catch (SystemCallException e) {
      event.close();
      throw e;
    }
  }

  /** Would it open? */
  boolean works() {
    try (PerfEvent _ = open(0)) {
      return true;
    } catch (SystemCallException _) {
      return false;
    }
  }
}
