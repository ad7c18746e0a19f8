package io.ptictl.lab;

/** Bytes that may still be sent. Thread-safe. */
final class Credit {
  /** What both ends begin with (WINDOW in guest/guest.h). */
  static final int WINDOW = 256 * 1024;

  private int left = WINDOW;
  private boolean ended;

  /**
   * Waits for some credit and takes at most {@code wanted} of it.
   *
   * @return 0 if the session has ended
   */
  synchronized int take(int wanted) throws InterruptedException {
    while (left == 0 && !ended) {
      wait();
    }
    int taken = ended ? 0 : Math.min(left, wanted);
    left -= taken;
    return taken;
  }

  synchronized void grant(int n) {
    left += n;
    notifyAll();
  }

  /** Nothing more will be taken. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
