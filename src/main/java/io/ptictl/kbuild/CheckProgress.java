package io.ptictl.kbuild;

import io.ptictl.report.Progress;

/**
 * How far a check is. Each build that changes headers is one of the whole kernel; which ones do is
 * not known beforehand, so all parts count the same. One thread at a time.
 */
final class CheckProgress {
  /** What make(1) prints for the whole lab kernel. */
  private static final double LINES = 1700;

  private final Progress progress;
  private final double parts;
  private int begun;
  private int lines;

  /**
   * @param mails how many, the cover letter included
   */
  CheckProgress(Progress progress, int mails) {
    this.progress = progress;
    // Unpacking, the unpatched kernel, one for each step, and the one with the options off.
    this.parts = mails + 2;
  }

  void begin(String what) {
    progress.step(what);
    progress.share(begun / parts);
    begun++;
    lines = 0;
  }

  /** make(1) printed one. */
  void line() {
    lines++;
    progress.share((begun - 1 + Math.min(1, lines / LINES)) / parts);
  }
}
