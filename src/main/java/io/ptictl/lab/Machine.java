package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A booted machine. Thread-safe; several commands may run at once. Its root directory is the
 * host's, copy-on-write: nothing a command does to files outlives the machine.
 *
 * <p>It ends with {@link #close()}, and with this JVM, however that ends.
 *
 * <p>Every method throws {@link Failure}, with the last lines of the console, if the machine has
 * ended by itself.
 */
public final class Machine implements AutoCloseable {
  private static final int BOOT_SECONDS = 90;
  private static final int BOOT_TRIES = 3;
  private static final int END_SECONDS = 3;

  private final MachineDirectory directory;
  private final Process process;
  private final ConsoleFollower follower;
  private final Channel channel;
  private final Object qmpLock = new Object();
  private @Nullable Qmp qmp;
  private volatile boolean paused;
  private volatile boolean closing;

  private Machine(MachineDirectory directory, Process process, ConsoleFollower follower) {
    this.directory = directory;
    this.process = process;
    this.follower = follower;
    this.channel = new Channel(process.getInputStream(), process.getOutputStream(), this::whyEnded);
  }

  /**
   * Boots a machine and waits until it takes commands. Where the host is so busy that the guest's
   * kernel does not trust its timers, boots again; see {@link #clocksGood()}.
   *
   * @throws Failure if QEMU is not installed (unsupported), the kernel does not boot, or the guest
   *     does not come up in time
   */
  public static Machine boot(MachineSpec spec) throws InterruptedException {
    return boot(spec, OutputStream.nullOutputStream());
  }

  /**
   * The same, showing the console while it is written.
   *
   * @param console not closed; written until the machine is closed
   */
  public static Machine boot(MachineSpec spec, OutputStream console) throws InterruptedException {
    Path qemu = Qemu.find();
    Path guest = GuestProgram.find();
    Machine machine = bootOnce(qemu, guest, spec, console);
    for (int again = 1; !machine.clocksGood() && again < BOOT_TRIES; again++) {
      machine.close();
      machine = bootOnce(qemu, guest, spec, console);
    }
    return machine;
  }

  private static Machine bootOnce(Path qemu, Path guest, MachineSpec spec, OutputStream console)
      throws InterruptedException {
    MachineDirectory directory = MachineDirectory.create();
    Machine machine;
    try {
      Initramfs.write(directory.initramfs(), guest);
      Process process = launch(qemu, guest, spec, directory);
      machine =
          new Machine(directory, process, ConsoleFollower.follow(directory.console(), console));
    } catch (Failure e) {
      directory.close();
      throw e;
    }
    try {
      machine.awaitGuest(spec.kernel());
      return machine;
    } catch (Failure | InterruptedException e) {
      machine.close();
      throw e;
    }
  }

  private void awaitGuest(Path kernel) throws InterruptedException {
    channel.open();
    if (!channel.awaitHello(BOOT_SECONDS)) {
      throw Failure.failed(
          kernel + ": did not come up within " + BOOT_SECONDS + " s; " + directory.lastWords());
    }
  }

  private static Process launch(
      Path qemu, Path guest, MachineSpec spec, MachineDirectory directory) {
    List<String> line = new ArrayList<>();
    line.add(guest.toString());
    line.add(directory.path().toString());
    line.addAll(Qemu.commandLine(qemu, spec, directory));
    try {
      return new ProcessBuilder(line).redirectError(directory.errors().toFile()).start();
    } catch (IOException e) {
      throw new Failure(1, qemu + ": cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Does the guest have a clock and timers of a precision in which times can be measured? If not,
   * they are those of the kernel's tick: the host was too busy when it booted.
   */
  public boolean clocksGood() {
    return channel.clocksGood();
  }

  /**
   * Starts a command and returns once it executes.
   *
   * @throws Failure with the status of env(1): 127 not found, 126 not executable, 125 not prepared
   */
  public Session start(Command command, Sinks sinks) throws InterruptedException {
    Session session = channel.newSession(sinks);
    session.begin(StartFrame.of(session.id(), command)).throwIfFailed(command);
    return session;
  }

  /** Runs a command without input and captures what it writes. */
  public Result run(Command command) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session = start(command, new Sinks(out, err));
    session.closeInput();
    return new Result(session.waitFor(), out.toByteArray(), err.toByteArray());
  }

  /** Stops its clock and all its CPUs. */
  public void pause() {
    paused = true;
    qmp("stop", Map.of());
  }

  /** Goes on after {@link #pause()}. */
  public void resume() {
    qmp("cont", Map.of());
    paused = false;
  }

  /**
   * Logs every CR3 write to a file until the result is closed.
   *
   * @param file made anew; its path without spaces or commas
   */
  public MmuTrace traceMmu(Path file) {
    monitor("logfile " + file.toAbsolutePath());
    monitor("log mmu");
    return new MmuTrace(this, file);
  }

  /** The registers of a CPU in the form of QEMU's {@code info registers}. */
  public String registers(int cpu) {
    return qmp("human-monitor-command", Map.of("command-line", "info registers", "cpu-index", cpu));
  }

  /** A command of QEMU's human monitor, and what it prints. */
  String monitor(String command) {
    return qmp("human-monitor-command", Map.of("command-line", command));
  }

  private String qmp(String command, Map<String, ?> arguments) {
    synchronized (qmpLock) {
      try {
        if (qmp == null) {
          qmp = Qmp.connect(directory.qmp());
        }
        return qmp.execute(command, arguments);
      } catch (IOException e) {
        throw new Failure(1, "QEMU's monitor: " + e.getMessage() + "; " + directory.lastWords(), e);
      }
    }
  }

  private Failure whyEnded() {
    return Failure.failed(
        closing
            ? "the lab's machine was ended"
            : "the lab's machine ended by itself; " + directory.lastWords());
  }

  /** Ends it at once, without the guest's help; {@link #close()} is still to be called. */
  void kill() {
    closing = true;
    process.destroy(); // the guard ends QEMU, and then itself
  }

  /** Ends it and all that runs in it; again: nothing. */
  @Override
  public void close() {
    closing = true;
    if (!paused) {
      channel.close(); // the guest reboots, and QEMU ends in order
    }
    try {
      if (paused || !process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroy(); // the guard ends QEMU, and then itself
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    follower.close();
    directory.close();
  }
}
