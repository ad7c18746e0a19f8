package io.ptictl.lab;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Runs a command of a machine in the place of this process: its standard streams are this
 * process's, and signals pass on.
 */
public final class Foreground {
  private final Machine machine;

  /**
   * @param machine where commands run; not closed
   */
  public Foreground(Machine machine) {
    this.machine = machine;
  }

  /**
   * Runs a command to its end.
   *
   * @return its exit status; 128 + n if signal n ended it, and 130 if the user gave up on it
   */
  public int run(Command command) throws InterruptedException {
    Sinks sinks =
        new Sinks(
            new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    Session session = machine.start(command, sinks);
    try (SignalRelay relay = SignalRelay.to(session, machine)) {
      Thread.ofPlatform().daemon().name("lab input").start(() -> feed(session));
      return relay.status(session::waitFor);
    }
  }

  /** Daemon: a read that never returns must not keep the JVM. */
  private static void feed(Session session) {
    InputStream in = new FileInputStream(FileDescriptor.in);
    try {
      in.transferTo(session.input());
    } catch (IOException e) {
      // No standard input at all, or it broke: for the command that is its end.
      session.closeInput();
      return;
    }
    session.closeInput();
  }
}
