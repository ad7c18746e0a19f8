package io.ptictl.kbuild;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of one's own and the programs that work in it. However this JVM ends, the programs
 * end with all their children; when it ends by {@link #close()} or by a signal that can be caught,
 * the directory is gone as well. One thread at a time.
 */
final class PrivateDirectory implements AutoCloseable {
  // The output of compilers may hold any byte; Latin-1 keeps each as it is.
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  /**
   * Runs its arguments as a process group of their own and kills the whole group as soon as
   * standard input ends, which the kernel sees to even if this JVM is killed by SIGKILL. Being in a
   * session of their own, they do not see the Ctrl-C of a terminal: there is one way to end them,
   * this one.
   */
  private static final String SUPERVISOR =
      """
      exec 3<&0 </dev/null
      { read -r _ <&3; kill -s KILL 0; } >/dev/null 2>&1 &
      guard=$!
      "$@" 3<&-
      status=$?
      kill "$guard"
      exit "$status"
      """;

  private final Path path;
  private final Thread onExit = new Thread(this::abandon, "ptictl-abandon");
  private volatile @Nullable Process running;
  private volatile boolean abandoned;

  private PrivateDirectory(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * @param parent must exist
   * @param prefix how the name begins
   */
  static PrivateDirectory create(Path parent, String prefix) throws IOException {
    return new PrivateDirectory(Files.createTempDirectory(parent, prefix));
  }

  Path path() {
    return path;
  }

  /**
   * Runs a program to its end, its output appended to a file.
   *
   * @param environment its whole environment; nothing is inherited
   * @param onLine called with each line of its output, both streams together
   * @return its exit status
   */
  int run(
      Path directory,
      Map<String, String> environment,
      Path log,
      Consumer<String> onLine,
      List<String> command)
      throws IOException {
    List<String> supervised =
        new ArrayList<>(List.of("setsid", "-w", "sh", "-c", SUPERVISOR, "ptictl-supervisor"));
    supervised.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(supervised);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = start(builder);
    try (BufferedReader lines = process.inputReader(BYTES);
        BufferedWriter writer =
            Files.newBufferedWriter(
                log, BYTES, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.write(line);
        writer.newLine();
        writer.flush();
        onLine.accept(line);
      }
      return waitFor(process);
    } catch (IOException | RuntimeException e) {
      stop(process);
      throw e;
    } finally {
      running = null;
      if (abandoned) {
        neverReturn();
      }
    }
  }

  private synchronized Process start(ProcessBuilder builder) throws IOException {
    if (abandoned) {
      throw new IOException("interrupted");
    }
    Process process = builder.start();
    running = process;
    return process;
  }

  /** Kills the whole group from here as well: if it was stopped, it does not see its input end. */
  private static void stop(Process process) throws IOException {
    process.getOutputStream().close();
    if (process.isAlive()) {
      // The shell's own kill: kill(1) is not on every Debian.
      String group = "-" + process.pid();
      waitFor(
          new ProcessBuilder("sh", "-c", "kill -s KILL -- \"$0\"", group)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    waitFor(process);
  }

  private static int waitFor(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** In the shutdown hook: ends what runs and takes the directory away under its feet. */
  private void abandon() {
    synchronized (this) {
      abandoned = true;
    }
    try {
      Process process = running;
      if (process != null) {
        stop(process);
      }
      Trees.remove(path);
    } catch (IOException e) {
      // The next run sweeps what is left.
    }
  }

  /** Removes the directory. Does not return once the JVM shuts down: the hook does the rest. */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException shuttingDown) {
      neverReturn();
    }
    Trees.remove(path);
  }

  /**
   * What a thread would say and keep now (make failed, a file is missing) is only an effect of the
   * signal, and the JVM ends as soon as its hooks have ended.
   */
  private static void neverReturn() {
    while (true) {
      LockSupport.park();
    }
  }
}
