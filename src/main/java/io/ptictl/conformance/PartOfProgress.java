package io.ptictl.conformance;

import io.ptictl.report.Progress;

/** The progress of a part of the work. */
record PartOfProgress(Progress whole, double begin, double end) implements Progress {
  @Override
  public void step(String what) {
    whole.step(what);
  }

  @Override
  public void share(double done) {
    whole.share(begin + done * (end - begin));
  }

  /** The whole one is closed by whoever opened it. */
  @Override
  public void close() {}
}
