package io.ptictl.bench;

/**
 * One round of a benchmark in a guest, in nanoseconds. Of each the least of several repetitions:
 * what disturbs an emulated machine makes it slower, and never faster.
 *
 * @param isolated with isolation
 * @param optedOut without
 * @param emptied without, but with an empty TLB before each call
 * @param counted its ways into the kernel, and its switches
 */
public record ModelRow(double isolated, double optedOut, double emptied, Measured counted) {
  /** What isolation costs it, as measured. */
  public double cost() {
    return isolated - optedOut;
  }

  /** What it costs to look up again what an entry needs, as measured without isolation. */
  public double refills() {
    return emptied - optedOut;
  }
}
