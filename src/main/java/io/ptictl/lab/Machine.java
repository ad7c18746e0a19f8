package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A booted machine. Thread-safe; several commands may run at once. Its root directory is the
 * host's, copy-on-write, or under Bochs a copy of some of that: nothing a command does to files
 * outlives the machine.
 *
 * <p>It ends with {@link #close()}, and with this JVM, however that ends.
 *
 * <p>Every method throws {@link Failure}, with the last lines of the console, if the machine has
 * ended by itself.
 */
public final class Machine implements AutoCloseable {
  private static final int BOOT_TRIES = 3;
  private static final int END_SECONDS = 3;
  private static final int LOOK_MS = 200;
  private static final Pattern FLUSHES = Pattern.compile("TLB (?:full|partial) flushes\\s+(\\d+)");

  private final MachineSpec spec;
  private final MachineDirectory directory;
  private final Process process;
  private final ConsoleFollower follower;
  private final Channel channel;
  private final Object qmpLock = new Object();
  private @Nullable Qmp qmp;
  private volatile boolean paused;
  private volatile boolean closing;

  private Machine(
      MachineSpec spec, MachineDirectory directory, Process process, ConsoleFollower follower) {
    this.spec = spec;
    this.directory = directory;
    this.process = process;
    this.follower = follower;
    this.channel = new Channel(process.getInputStream(), process.getOutputStream(), this::whyEnded);
  }

  /**
   * Boots a machine and waits until it takes commands. Where the host is so busy that the guest's
   * kernel does not trust its timers, boots again; see {@link #clocksGood()}.
   *
   * @throws Failure if the emulator is not installed (unsupported), the kernel does not boot, or
   *     the guest does not come up in time
   */
  public static Machine boot(MachineSpec spec) throws InterruptedException {
    return boot(spec, OutputStream.nullOutputStream(), Progress.SILENT);
  }

  /**
   * The same, showing the console while it is written, and how far the boot probably is.
   *
   * @param console not closed; written until the machine is closed
   */
  public static Machine boot(MachineSpec spec, OutputStream console, Progress progress)
      throws InterruptedException {
    progress.step("booting " + spec.cpu() + " in " + spec.cpu().emulator().name());
    Path guest = GuestProgram.find();
    Machine machine = bootOnce(guest, spec, console, progress);
    for (int again = 1; machine.mayHaveBetterClocks() && again < BOOT_TRIES; again++) {
      machine.close();
      machine = bootOnce(guest, spec, console, progress);
    }
    return machine;
  }

  private static Machine bootOnce(
      Path guest, MachineSpec spec, OutputStream console, Progress progress)
      throws InterruptedException {
    MachineDirectory directory = MachineDirectory.create();
    Machine machine;
    try {
      Process process = launch(guest, spec, directory);
      machine =
          new Machine(
              spec, directory, process, ConsoleFollower.follow(directory.console(), console));
    } catch (Failure e) {
      directory.close();
      throw e;
    }
    try {
      machine.awaitGuest(progress);
      return machine;
    } catch (Failure | InterruptedException e) {
      machine.close();
      throw e;
    }
  }

  private void awaitGuest(Progress progress) throws InterruptedException {
    channel.open();
    long expected = TimeUnit.SECONDS.toMillis(emulator().expectedSeconds(spec));
    long patience = TimeUnit.SECONDS.toMillis(emulator().patienceSeconds());
    for (long waited = 0; !channel.awaitHello(LOOK_MS); waited += LOOK_MS) {
      progress.share(Math.min(1, (double) waited / expected));
      if (waited > patience) {
        throw Failure.failed(
            spec.kernel() + ": did not come up within " + patience / 1000 + " s; " + lastWords());
      }
    }
  }

  private static Process launch(Path guest, MachineSpec spec, MachineDirectory directory) {
    List<String> line = new ArrayList<>();
    line.add(guest.toString());
    line.addAll(spec.cpu().emulator().prepare(spec, guest, directory));
    try {
      return new ProcessBuilder(line).redirectError(directory.errors().toFile()).start();
    } catch (IOException e) {
      throw new Failure(1, guest + ": cannot be started: " + e.getMessage(), e);
    }
  }

  private Emulator emulator() {
    return spec.cpu().emulator();
  }

  private String lastWords() {
    return directory.lastWords(emulator());
  }

  private boolean mayHaveBetterClocks() {
    return !clocksGood() && emulator().keepsTimeWithHost();
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

  /**
   * Stops its clock and all its CPUs.
   *
   * @throws Failure (unsupported) under Bochs
   */
  public void pause() {
    qmp("stop", Map.of());
    paused = true;
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
   * @throws Failure (unsupported) under Bochs
   */
  public MmuTrace traceMmu(Path file) {
    monitor("logfile " + file.toAbsolutePath());
    monitor("log mmu");
    return new MmuTrace(this, file);
  }

  /**
   * The registers of a CPU in the form of QEMU's {@code info registers}.
   *
   * @throws Failure (unsupported) under Bochs
   */
  public String registers(int cpu) {
    return qmp("human-monitor-command", Map.of("command-line", "info registers", "cpu-index", cpu));
  }

  /**
   * What is in its memory.
   *
   * @param physical the address where it begins
   * @throws Failure (unsupported) under Bochs
   */
  public byte[] memory(long physical, int length) {
    Path image = directory.path().resolve("memory-image");
    String said = monitor("pmemsave %d %d \"%s\"".formatted(physical, length, image));
    try {
      return Files.readAllBytes(image);
    } catch (IOException e) {
      throw new Failure(1, "QEMU's monitor: cannot save memory: " + said + e.getMessage(), e);
    }
  }

  /**
   * How often a CPU's TLB was emptied since the machine was switched on, as QEMU counts it: that of
   * all its modes, or of those that had anything in theirs.
   *
   * @throws Failure (unsupported) under Bochs
   */
  public long tlbFlushes() {
    String printed = monitor("info jit");
    List<Long> flushes =
        FLUSHES.matcher(printed).results().map(m -> Long.valueOf(m.group(1))).toList();
    if (flushes.isEmpty()) {
      throw Failure.failed("QEMU's monitor: no TLB flushes in \"" + printed.strip() + "\"");
    }
    return flushes.stream().mapToLong(Long::longValue).sum();
  }

  /** A command of QEMU's human monitor, and what it prints. */
  String monitor(String command) {
    return qmp("human-monitor-command", Map.of("command-line", command));
  }

  private String qmp(String command, Map<String, ?> arguments) {
    if (spec.cpu().isOfBochs()) {
      throw Failure.unsupported(
          "CPU %s: its machine, in Bochs, cannot be stopped or watched from outside; use CPU %s"
              .formatted(spec.cpu(), Cpu.SKYLAKE));
    }
    synchronized (qmpLock) {
      try {
        if (qmp == null) {
          qmp = Qmp.connect(directory.qmp());
        }
        return qmp.execute(command, arguments);
      } catch (IOException e) {
        throw new Failure(1, "QEMU's monitor: " + e.getMessage() + "; " + lastWords(), e);
      }
    }
  }

  private Failure whyEnded() {
    return Failure.failed(
        closing
            ? "the lab's machine was ended"
            : "the lab's machine ended by itself; " + lastWords());
  }

  /** Ends it at once, without the guest's help; {@link #close()} is still to be called. */
  void kill() {
    closing = true;
    process.destroy(); // the guard ends the emulator, and then itself
  }

  /** Ends it and all that runs in it; again: nothing. */
  @Override
  public void close() {
    closing = true;
    if (!paused) {
      channel.close(); // the guest reboots, or the guard ends the emulator
    }
    try {
      if (paused || !process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroy(); // the guard ends the emulator, and then itself
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
