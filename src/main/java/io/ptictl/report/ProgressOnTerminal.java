package io.ptictl.report;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * One line that is drawn again and again: share, a bar, time since the start, time left, step. The
 * bar's own thread draws it, so that the clock goes on while the work is busy.
 */
final class ProgressOnTerminal implements Progress {
  private static final int WHOLE = 1000;
  private static final int CELLS = 20;
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintStream err;
  private final int columns;
  private final Thread onExit = new Thread(this::leave, "progress");
  private @Nullable ProgressBar bar;
  private boolean gone;

  ProgressOnTerminal(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void step(String what) {
    if (bar == null) {
      bar = start();
      Runtime.getRuntime().addShutdownHook(onExit);
    }
    bar.setExtraMessage(what);
  }

  @Override
  public void share(double done) {
    if (bar != null) {
      long now = Math.round(Math.clamp(done, 0, 1) * WHOLE);
      bar.stepTo(Math.max(now, bar.getCurrent()));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      // The library clears nothing if the work was done before it drew for the first time.
      leave();
      keepOnExit();
    }
  }

  /** Erases the line for good: after Ctrl-C the shell's prompt would stand behind it. */
  private synchronized void leave() {
    draw("");
    gone = true;
  }

  private void keepOnExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      return; // It is running, and does the same.
    }
  }

  private ProgressBar start() {
    return new ProgressBarBuilder()
        .setInitialMax(WHOLE)
        .setUpdateIntervalMillis(250)
        .continuousUpdate()
        .setRenderer((state, width) -> line(state, width))
        // The library's own consumer looks for the terminal by starting stty.
        .setConsumer(new Line())
        .build();
  }

  static String line(ProgressState state, int width) {
    double done = state.getNormalizedProgress();
    int full = (int) (done * CELLS);
    Duration since = state.getTotalElapsed();
    StringBuilder line = new StringBuilder(width);
    int percent = (int) (done * 100);
    line.append(percent < 10 ? "  " : percent < 100 ? " " : "").append(percent).append("% [");
    line.append("#".repeat(full)).append(".".repeat(CELLS - full)).append("] ");
    line.append(clock(since)).append(", ").append(left(since, done)).append("  ");
    line.append(Printable.of(state.getExtraMessage()));
    line.setLength(Math.clamp(width, 0, line.length()));
    return line.toString();
  }

  /** Too little is known about the speed before the first hundredth is done. */
  private static String left(Duration since, double done) {
    if (done < 0.01) {
      return "-:-- left";
    }
    return clock(Duration.ofMillis((long) (since.toMillis() * (1 - done) / done))) + " left";
  }

  private static String clock(Duration time) {
    long seconds = time.toSeconds();
    long rest = seconds % 60;
    return seconds / 60 + (rest < 10 ? ":0" : ":") + rest;
  }

  /** Where the line is drawn. */
  private final class Line implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      // A line that fills the last column may make the terminal begin a new one.
      return columns - 1;
    }

    @Override
    public void accept(String line) {
      draw(line);
    }

    @Override
    public void close() {}
  }

  private synchronized void draw(String line) {
    if (gone) {
      return;
    }
    err.print('\r' + ERASE_TO_END + line);
    err.flush();
  }
}
