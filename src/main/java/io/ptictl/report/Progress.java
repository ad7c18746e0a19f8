package io.ptictl.report;

/**
 * How long work tells how far it is. The work calls it; where it is shown (a bar on a terminal,
 * nothing in a pipe) is decided by whoever made the instance. One thread at a time.
 */
public interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void step(String what) {}

        @Override
        public void share(double done) {}

        @Override
        public void close() {}
      };

  /**
   * A new step begins; its share starts at 0.
   *
   * @param what a few words in lower case, for example {@code "building the kernel"}
   */
  void step(String what);

  /**
   * @param done what part of the whole work is done, from 0 to 1; never goes back
   */
  void share(double done);

  /** Takes the display away. Never fails. */
  @Override
  void close();
}
