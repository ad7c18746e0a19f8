package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Errno;
import io.ptictl.sys.Raw;
import io.ptictl.sys.SignalRelay;
import io.ptictl.sys.SystemCallException;
import io.ptictl.sys.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Runs a command of a machine in the place of this process: its standard streams are this
 * process's, signals pass on, and where standard input and output are a terminal, it has one too.
 */
public final class Foreground {
  private static final int SIGNALLED = 128;

  /** QUIT and USR2 are taken by the JVM. */
  private static final String[] PASSED = {"HUP", "INT", "TERM", "USR1", "WINCH"};

  private final Machine machine;
  private final Consumer<String> notices;
  private final Terminal terminal = new Terminal(0);
  private final boolean onTerminal = terminal.isTerminal() && new Terminal(1).isTerminal();

  /**
   * @param machine where commands run; not closed, but ended if a command does not end when asked
   * @param notices told in one line each what is otherwise than asked; for standard error
   */
  public Foreground(Machine machine, Consumer<String> notices) {
    this.machine = machine;
    this.notices = notices;
  }

  /**
   * Runs a command to its end.
   *
   * @return its exit status; 128 + n if signal n ended it, or the machine with it
   * @throws Failure as {@link Machine#start}
   */
  public int run(Command command) throws InterruptedException {
    try {
      return onTerminal ? runOnTerminal(command) : runInPipes(command);
    } catch (SystemCallException e) {
      throw new Failure(1, "standard input: " + e.reason(), e);
    }
  }

  private int runInPipes(Command command) throws InterruptedException {
    return follow(start(command));
  }

  private int runOnTerminal(Command command) throws InterruptedException, SystemCallException {
    boolean apart = !new Terminal(2).isTerminal();
    Session session = start(command.onTerminal(terminal.size(), apart));
    try (Terminal.Mode raw = terminal.raw()) {
      Thread restore = new Thread(raw::close);
      Runtime.getRuntime().addShutdownHook(restore);
      int status = follow(session);
      Runtime.getRuntime().removeShutdownHook(restore);
      return status;
    }
  }

  private Session start(Command command) throws InterruptedException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    Session session = machine.start(command, new Sinks(out, err));
    int error = session.directoryError();
    if (error != 0) {
      notices.accept(
          Raw.text(command.directory()) + ": " + Errno.text(error) + " in the lab; starting in /");
    }
    return session;
  }

  private int follow(Session session) throws InterruptedException {
    Patience patience = new Patience(session, machine, onTerminal);
    try (SignalRelay _ = new SignalRelay(signal -> pass(signal, session, patience), PASSED)) {
      Thread.ofPlatform().daemon().name("lab input").start(() -> feed(session));
      return session.waitFor();
    } catch (Failure e) {
      if (patience.gaveUpAt() == 0) {
        throw e;
      }
      notices.accept("the command did not end when asked; its machine was ended");
      return SIGNALLED + patience.gaveUpAt();
    }
  }

  private void pass(int signal, Session session, Patience patience) {
    if (signal == SignalRelay.WINCH) {
      resize(session);
    } else {
      session.signal(signal);
      patience.asked(signal);
    }
  }

  private void resize(Session session) {
    try {
      if (onTerminal) {
        session.resize(terminal.size());
      }
    } catch (SystemCallException e) {
      // The terminal was hung up: its size is of no interest any more.
      return;
    }
  }

  /** On a daemon thread: a read that never returns must not keep the JVM. */
  private static void feed(Session session) {
    InputStream in = new FileInputStream(FileDescriptor.in);
    try {
      if (Invocation.hasStandardInput()) {
        in.transferTo(session.input());
      }
    } catch (IOException e) {
      // Not open, or it broke: the command sees the end of it.
      session.closeInput();
      return;
    }
    session.closeInput();
  }
}
