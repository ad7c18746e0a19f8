package io.ptictl.conformance;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An actor that plays in a machine, one sequence after the other. By one thread at a time.
 *
 * <p>Every method throws {@link Failure} if the actor or its machine ends, or does not answer.
 */
final class Lane implements AutoCloseable {
  /** Sequences that the actor knows of: enough not to wait for the host. */
  private static final int WINDOW = 6;

  /** More than the actor's own with a task; hosts may be busy, and emulators slow. */
  private static final int PATIENCE_SECONDS = 400;

  private static final int LOOK_MS = 200;

  private final Session session;
  private final Lines lines = new Lines();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /**
   * @param cpu the one on which all of its tasks run; -1: any
   * @param number makes the name of its directory its own
   */
  Lane(Machine machine, int cpu, int number) throws InterruptedException {
    Command command =
        Command.of(
            ActorFiles.actor().toString(),
            "/tmp/ptictl-actor-" + number,
            ActorFiles.performer().toString());
    session = machine.start(cpu < 0 ? command : command.onCpu(cpu), new Sinks(lines, errors));
  }

  /**
   * Plays all that the source gives, until it gives null.
   *
   * @param each told of each answer, in order
   */
  void playAll(Supplier<@Nullable Sequence> source, BiConsumer<Sequence, Answer> each)
      throws InterruptedException {
    Deque<Sequence> asked = new ArrayDeque<>();
    Sequence next = source.get();
    while (next != null || !asked.isEmpty()) {
      while (next != null && asked.size() < WINDOW) {
        send("play " + next.script());
        asked.add(next);
        next = source.get();
      }
      Answer answer = receive();
      each.accept(asked.remove(), answer);
    }
  }

  /** One line to the actor, and its answer. */
  Answer ask(String line) throws InterruptedException {
    send(line);
    return receive();
  }

  private void send(String line) throws InterruptedException {
    try {
      session.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InterruptedException(e.getMessage());
    }
  }

  private Answer receive() throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String line = null;
    while (line == null) {
      boolean over = session.isOver();
      line = lines.poll(LOOK_MS);
      if (line == null && over) {
        throw Failure.failed("the actor ended with status " + session.waitFor() + ": " + errors());
      }
      if (line == null && System.nanoTime() > limit) {
        throw Failure.failed("the actor did not answer for " + PATIENCE_SECONDS + " s");
      }
    }
    try {
      return Answer.read(line);
    } catch (IllegalArgumentException e) {
      throw new Failure(1, "the actor said \"" + line + "\"", e);
    }
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8).strip().replace('\n', ' ');
  }

  /** Ends the actor; tasks that it holds go with the machine. */
  @Override
  public void close() {
    session.closeInput();
  }
}
