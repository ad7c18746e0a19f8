package io.ptictl.bench;

import java.util.Locale;

/** What {@code meter bench} measures, in its order. */
public enum Benchmark {
  GETPPID("null system call"),
  READ_1("read 1 byte"),
  READ_64K("read 64 KB"),
  WRITE_1("write 1 byte"),
  WRITE_64K("write 64 KB"),
  FAULT("page fault"),
  MMAP("mmap, touch, munmap"),
  SELECT_500("select on 500"),
  SIGNAL("signal to itself"),
  INTERRUPT("timer interrupt"),
  FORK_EXIT("fork and exit"),
  FORK_EXEC("fork and exec"),
  PIPE("pipe ping-pong"),
  /** The partner is isolated, whatever the process itself is. */
  PIPE_MIXED("pipe, partner isolated"),
  FUTEX("futex ping-pong"),
  /** The partner is isolated, whatever the process itself is. */
  FUTEX_MIXED("futex, partner isolated");

  private final String words;

  Benchmark(String words) {
    this.words = words;
  }

  /** As tables and JSON name it. */
  public String words() {
    return words;
  }

  /** Are its two processes isolated and opted out, where the first is opted out? */
  public boolean partnerIsolated() {
    return this == PIPE_MIXED || this == FUTEX_MIXED;
  }

  /** Is it two processes that are alike? */
  public boolean pairOfEquals() {
    return this == PIPE || this == FUTEX;
  }

  /** As {@code meter bench} names it. */
  String meterWord() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
