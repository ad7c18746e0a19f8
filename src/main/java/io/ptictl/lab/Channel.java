package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames to and from one machine, shared by its sessions. Thread-safe. A thread of its own
 * reads and never waits for a sink.
 */
final class Channel {
  private static final int PROTOCOL = 1;

  private final InputStream in;
  private final OutputStream out;
  private final Supplier<Failure> whyEnded;
  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch greeted = new CountDownLatch(1);
  private final Object writing = new Object();
  private volatile @Nullable Failure failure;
  private volatile boolean clocksGood;

  /**
   * @param whyEnded asked once, when the stream ends
   */
  Channel(InputStream in, OutputStream out, Supplier<Failure> whyEnded) {
    this.in = new BufferedInputStream(in, 64 * 1024);
    this.out = out;
    this.whyEnded = whyEnded;
  }

  void open() {
    Thread.ofPlatform().daemon().name("lab channel").start(this::readAll);
  }

  /**
   * Waits for the guest's greeting.
   *
   * @return false if it does not come within the bound
   * @throws Failure if the machine ends instead
   */
  boolean awaitHello(long milliseconds) throws InterruptedException {
    boolean came = greeted.await(milliseconds, TimeUnit.MILLISECONDS);
    throwIfEnded();
    return came;
  }

  /** What the greeting said of the guest's clocks. */
  boolean clocksGood() {
    return clocksGood;
  }

  Session newSession(Sinks sinks) {
    int id = ids.incrementAndGet();
    Session session = new Session(id, this, sinks);
    sessions.put(id, session);
    Failure why = failure;
    if (why != null) {
      session.fail(why);
    }
    return session;
  }

  void forget(int id) {
    sessions.remove(id);
  }

  /** To a machine that has ended, nothing is sent: its sessions fail by themselves. */
  void send(Frame frame) {
    byte[] bytes = frame.encode();
    synchronized (writing) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        // The reader meets the end of its stream and tells why.
        return;
      }
    }
  }

  void close() {
    try {
      out.close();
    } catch (IOException e) {
      // The emulator is gone already.
      return;
    }
  }

  private void throwIfEnded() {
    Failure why = failure;
    if (why != null) {
      throw why;
    }
  }

  private void readAll() {
    Failure why;
    try {
      while (true) {
        handle(Frame.read(in));
      }
    } catch (IOException e) {
      why = whyEnded.get();
    }
    failure = why;
    greeted.countDown();
    for (Session session : sessions.values()) {
      session.fail(why);
    }
  }

  private void handle(Frame frame) throws IOException {
    if (frame.type() == FrameType.HELLO) {
      if (frame.number(0) != PROTOCOL) {
        throw new IOException("the guest speaks protocol " + frame.number(0));
      }
      clocksGood = frame.number(1) != 0;
      greeted.countDown();
      return;
    }
    Session session = sessions.get(frame.session());
    if (session != null) {
      session.accept(frame);
    }
  }
}
