package io.ptictl.bench;

/** How {@code guest/meter} runs its benchmarks. */
enum MeterMode {
  /** As isolated as the machine makes it. */
  AS_IT_COMES("on"),
  /** Opted out. */
  OPTED_OUT("off"),
  /** Opted out, and with an empty TLB before each call, as isolation makes it. */
  EMPTIED("cold");

  private final String word;

  MeterMode(String word) {
    this.word = word;
  }

  /** As the program takes it. */
  String word() {
    return word;
  }

  static MeterMode of(CountedLeg leg) {
    return leg == CountedLeg.OPTED_OUT ? OPTED_OUT : AS_IT_COMES;
  }
}
