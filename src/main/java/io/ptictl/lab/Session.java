package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A command that runs in a machine. Thread-safe.
 *
 * <p>Its output is written to the sinks by a thread of its own, in the order in which the guest's
 * command wrote it (per stream); a slow sink holds up this command only.
 */
public final class Session {
  private static final int PIECE = 16 * 1024;
  private static final Frame MACHINE_ENDED = Frame.of(0, 0);

  private final int id;
  private final Channel channel;
  private final Sinks sinks;
  private final Credit credit = new Credit();
  private final BlockingQueue<Frame> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<StartReport> started = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final OutputStream input = new Input();
  private volatile Failure failure = Failure.failed("the machine has ended");

  Session(int id, Channel channel, Sinks sinks) {
    this.id = id;
    this.channel = channel;
    this.sinks = sinks;
  }

  int id() {
    return id;
  }

  /** Begins to deliver; waits until the command executes, or why it does not. */
  StartReport begin(Frame start) throws InterruptedException {
    Thread.ofVirtual().name("lab session " + id).start(this::deliver);
    channel.send(start);
    return await(started);
  }

  /** Why its directory could not be entered, as an errno; 0: it was. */
  int directoryError() {
    return started.join().error();
  }

  /** The command's process id in the guest. */
  public int pid() {
    return started.join().pid();
  }

  /**
   * The command's standard input. Writing waits while the command does not read; what a command
   * that has ended or closed its input is sent is dropped. Closing is the end of file.
   */
  public OutputStream input() {
    return input;
  }

  /** The end of the command's input; on a terminal, Ctrl-D. */
  public void closeInput() {
    channel.send(Frame.of(FrameType.STDIN_EOF, id));
  }

  /**
   * Sends a signal to the command's process group. Not held up by input that is not read.
   *
   * @param number of signal(7)
   */
  public void signal(int number) {
    channel.send(Frame.of(FrameType.SIGNAL, id, number));
  }

  /** Tells a command on a terminal the terminal's new size. */
  public void resize(Terminal.Size size) {
    channel.send(Frame.of(FrameType.WINSIZE, id, size.rows(), size.columns()));
  }

  /**
   * Waits until the command has ended and all it wrote has been given to the sinks.
   *
   * @return its exit status; 128 + n if signal n ended it
   * @throws Failure if the machine ended first
   */
  public int waitFor() throws InterruptedException {
    return await(ended);
  }

  /** Has it ended? */
  public boolean isOver() {
    return ended.isDone();
  }

  /** The channel's reader gives what it read; never waits. */
  void accept(Frame frame) {
    if (frame.type() == FrameType.IN_CREDIT) {
      credit.grant(frame.number(0));
    } else {
      arrived.add(frame);
    }
  }

  /** The machine has ended. */
  void fail(Failure why) {
    failure = why;
    credit.end();
    arrived.add(MACHINE_ENDED);
  }

  private void deliver() {
    try {
      while (!ended.isDone()) {
        deliver(arrived.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Frame f) {
    switch (f.type()) {
      case FrameType.STDOUT -> write(1, sinks.out(), f.payload());
      case FrameType.STDERR -> write(2, sinks.err(), f.payload());
      case FrameType.STARTED -> started.complete(new StartReport(f.number(0), 0, f.number(1)));
      case FrameType.FAILED -> {
        started.complete(new StartReport(0, f.number(0), f.number(1)));
        end(127);
      }
      case FrameType.EXITED -> end(statusOf(f.number(0)));
      case 0 -> {
        started.completeExceptionally(failure);
        ended.completeExceptionally(failure);
      }
      default -> throw new IllegalStateException("frame type " + f.type());
    }
  }

  private void end(int status) {
    channel.forget(id);
    credit.end();
    ended.complete(status);
  }

  /** A reader that has gone away is passed on: the guest's pipe is closed. */
  private void write(int stream, OutputStream sink, byte[] bytes) {
    try {
      sink.write(bytes);
      sink.flush();
    } catch (IOException e) {
      channel.send(Frame.of(FrameType.OUT_CLOSE, id, stream));
    }
    channel.send(Frame.of(FrameType.OUT_CREDIT, id, bytes.length));
  }

  /** wait(2)'s status as a shell gives it. */
  private static int statusOf(int wait) {
    int signal = wait & 0x7f;
    return signal == 0 ? wait >> 8 & 0xff : 128 + signal;
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure f ? f : new CompletionException(e.getCause());
    }
  }

  private final class Input extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      int end = offset + length;
      while (at < end) {
        int n = allowance(Math.min(end - at, PIECE));
        if (n == 0) {
          return;
        }
        channel.send(new Frame(FrameType.STDIN, id, Arrays.copyOfRange(bytes, at, at + n)));
        at += n;
      }
    }

    private int allowance(int wanted) throws IOException {
      try {
        return credit.take(wanted);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public void close() {
      closeInput();
    }
  }
}
