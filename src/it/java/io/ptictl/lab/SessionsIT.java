package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data to and from commands: complete, in order, and none at the cost of another. */
final class SessionsIT {
  private static final int SIGTERM = 15;
  private static final int MEGABYTE = 1 << 20;

  @AutoClose private static Machine machine;

  private final long seed = System.nanoTime();
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);

  @BeforeAll
  static void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  private byte[] randomBytes(int n) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Writes all of the input and returns the output. */
  private static byte[] through(Command command, byte[] input) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = machine.start(command, new Sinks(out, OutputStream.nullOutputStream()));
    try (OutputStream in = session.input()) {
      in.write(input);
    }
    assertThat(session.waitFor()).isZero();
    return out.toByteArray();
  }

  @Test
  void passesBytesBothWays() throws Exception {
    byte[] bytes = randomBytes(8 * MEGABYTE + random.nextInt(1000));
    assertThat(through(Command.of("cat"), bytes)).as("seed %d", seed).isEqualTo(bytes);
  }

  @Test
  void passesALotOut() throws Exception {
    long[] count = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            count[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            count[0] += length;
          }
        };
    Command zeros = Command.of("head", "-c", "100M", "/dev/zero");
    Session session = machine.start(zeros, new Sinks(counting, OutputStream.nullOutputStream()));
    assertThat(session.waitFor()).isZero();
    assertThat(count[0]).isEqualTo(100L * MEGABYTE);
  }

  @Test
  void runsTwentyAtOnce() throws Exception {
    List<Future<byte[]>> results = new ArrayList<>();
    List<byte[]> inputs = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        byte[] input = randomBytes(100_000 + random.nextInt(200_000));
        inputs.add(input);
        results.add(threads.submit(() -> through(Command.of("cat"), input)));
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(get(results.get(i))).as("seed %d, session %d", seed, i).isEqualTo(inputs.get(i));
    }
  }

  @Test
  void signalsACommandThatDoesNotRead() throws Exception {
    Sinks none = new Sinks(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    Session session = machine.start(Command.of("sleep", "1000"), none);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    session.input().write(new byte[4 * MEGABYTE]);
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    while (writer.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    session.signal(SIGTERM);
    assertThat(session.waitFor()).isEqualTo(128 + SIGTERM);
    writer.join();
  }

  /** Takes nothing until it is let go. */
  private static final class HeldSink extends OutputStream {
    final CountDownLatch go = new CountDownLatch(1);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      throw new AssertionError("written bytewise");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      taken.write(bytes, offset, length);
    }
  }

  @Test
  void isNotHeldUpByAnothersSlowSink() throws Exception {
    HeldSink slow = new HeldSink();
    Command lines = Command.of("seq", "1000000");
    Session first = machine.start(lines, new Sinks(slow, OutputStream.nullOutputStream()));
    byte[] all = machine.run(lines).out();
    assertThat(first.isOver()).isFalse();
    slow.go.countDown();
    assertThat(first.waitFor()).isZero();
    assertThat(slow.taken.toByteArray()).isEqualTo(all);
  }

  /** More than may be sent at once, so that the command ends while the rest is in its pipe. */
  @Test
  @Timeout(60)
  void whatAnEndedCommandLeftComesWhenItMay() throws Exception {
    int length = Credit.WINDOW + 40_000;
    HeldSink slow = new HeldSink();
    Session session =
        machine.start(
            Command.of("head", "-c", String.valueOf(length), "/dev/zero"),
            new Sinks(slow, OutputStream.nullOutputStream()));
    machine.run(Command.shell("while [ -e /proc/" + session.pid() + " ]; do sleep 0.01; done"));
    slow.go.countDown();
    assertThat(session.waitFor()).isZero();
    assertThat(slow.taken.size()).isEqualTo(length);
  }

  @Test
  void inputAfterTheEndIsDropped() throws Exception {
    Sinks none = new Sinks(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    Session session = machine.start(Command.of("true"), none);
    assertThat(session.waitFor()).isZero();
    session.input().write(new byte[MEGABYTE]);
    session.closeInput();
    session.signal(SIGTERM);
    assertThat(machine.run(Command.of("true")).status()).isZero();
  }

  private static byte[] get(Future<byte[]> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
