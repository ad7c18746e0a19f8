package io.ptictl.bench;

/**
 * What a CR3 write costs on a real processor that is affected, since emulated times say nothing of
 * it.
 */
final class Haswell {
  /**
   * getppid() took 550 cycles with and 115 without isolation on an i5-4250U, two CR3 writes apart
   * (T-Systems, SpecExLeak benchmarks, 2018).
   */
  private static final double CYCLES_PER_CR3_WRITE = (550 - 115) / 2.0;

  /** Of that processor: its highest turbo frequency (Intel ARK). */
  private static final double CYCLES_PER_MICROSECOND = 2600;

  static final String SOURCE =
      "getppid 550 against 115 cycles, i5-4250U at 2.6 GHz, T-Systems 2018";

  private Haswell() {}

  static double microseconds(double cr3Writes) {
    return cr3Writes * CYCLES_PER_CR3_WRITE / CYCLES_PER_MICROSECOND;
  }
}
