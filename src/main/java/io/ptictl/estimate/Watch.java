package io.ptictl.estimate;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import io.ptictl.sys.OpenFiles;
import io.ptictl.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts what processes do: for a time, until they end, or until a signal comes. Nothing is left
 * behind: the counters are this process's, and a command that was started for this is ended.
 */
public final class Watch {
  private static final long LOOK_MS = 250;
  private static final long END_SECONDS = 5;

  private final CountingPlan plan;
  private final double seconds;
  private final Interruption interruption;
  private final Progress progress;

  /**
   * @param seconds how long at most
   * @param interruption ends it, too
   */
  public Watch(CountingPlan plan, double seconds, Interruption interruption, Progress progress) {
    this.plan = plan;
    this.seconds = seconds;
    this.interruption = interruption;
    this.progress = progress;
  }

  /**
   * Lets this JVM execute commands without its own helper program in between, whose system calls
   * would be counted with those of the command. To be called before anything else has started a
   * process or read the environment.
   */
  public static void executeDirectly() {
    System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
  }

  /**
   * A running process with all it has started and starts.
   *
   * @throws Failure if there is no such process, or this user may not count it
   */
  public Workload of(int pid) throws InterruptedException {
    ProcessTree tree = new ProcessTree(pid);
    tree.require();
    allowManyCounters();
    String command = tree.command();
    int processes = tree.size();
    List<Integer> threads = tree.threads();
    try (Counting counting = Counting.of(plan, threads)) {
      Usage before = tree.usage();
      long start = System.nanoTime();
      counting.start();
      Seen seen = new Seen(tree, before);
      double took = look(seen, start, ProcessHandle.of(pid));
      counting.stop();
      seen.look();
      Usage used = seen.last.since(before);
      return workload(command, processes, threads.size(), took, used, seen, counting.counts());
    }
  }

  /**
   * A command from its first instruction on, with all it starts. Its standard streams are this
   * process's.
   *
   * @param outputApart its standard output goes to standard error
   * @throws Failure with the status of env(1) if it cannot be executed
   */
  public Workload of(List<String> command, boolean outputApart) throws InterruptedException {
    try (Counting counting = Counting.ofChildren(plan)) {
      Usage before = ProcessTree.endedChildren();
      long start = System.nanoTime();
      Process process = start(command, outputApart);
      try {
        Seen seen = new Seen(new ProcessTree((int) process.pid()), Usage.NONE);
        double took = look(seen, start, Optional.of(process.toHandle()));
        counting.stop();
        Usage used = seen.look() ? seen.last : ProcessTree.endedChildren().since(before);
        String line = String.join(" ", command);
        return workload(line, 1, 1, took, used, seen, counting.counts());
      } finally {
        end(process);
      }
    }
  }

  /** A command is not counted by more counters than any process may have open. */
  private static void allowManyCounters() {
    try {
      OpenFiles.allowAll();
    } catch (SystemCallException e) {
      throw new Failure(ExitStatus.NO, "limit of open files: " + e.reason(), e);
    }
  }

  private static Process start(List<String> command, boolean outputApart) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      if (outputApart) {
        builder.redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/stderr")));
      }
      return builder.start();
    } catch (IOException e) {
      // "error=2, ..." of old, "error: 2 (...)" since JDK 25.
      boolean absent = String.valueOf(e.getMessage()).matches(".*error[:=] ?2\\b.*");
      throw new Failure(
          absent ? ExitStatus.NOT_FOUND : ExitStatus.NOT_EXECUTABLE,
          command.getFirst() + (absent ? ": not found" : ": cannot be executed"),
          e);
    }
  }

  /** Asks it and all it has started to end, and after a while ends them. */
  private static void end(Process process) throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroy);
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Until the time is over, the process ends or a signal comes; how many seconds that were. */
  private double look(Seen seen, long start, Optional<ProcessHandle> process)
      throws InterruptedException {
    progress.step("counting");
    CompletableFuture<Long> ended =
        process
            .map(p -> p.onExit().thenApply(_ -> System.nanoTime()))
            .orElseGet(() -> CompletableFuture.completedFuture(System.nanoTime()));
    while (true) {
      double passed = (System.nanoTime() - start) / 1e9;
      if (ended.isDone()) {
        return Math.min(seconds, (ended.resultNow() - start) / 1e9);
      }
      if (passed >= seconds || interruption.signal() != 0) {
        return passed;
      }
      seen.look();
      progress.share(Double.isInfinite(seconds) ? 0 : passed / seconds);
      interruption.await(ended, (long) Math.ceil(Math.min(LOOK_MS, 1000 * (seconds - passed))));
    }
  }

  private Workload workload(
      String command,
      int processes,
      int threads,
      double took,
      Usage used,
      Seen seen,
      Map<Counted, Long> counts) {
    Map<Counted, Long> all = new EnumMap<>(Counted.class);
    all.putAll(counts);
    all.putIfAbsent(Counted.SWITCHES, used.switches());
    return new Workload(
        command,
        processes,
        threads,
        took,
        used.userSeconds(),
        used.systemSeconds(),
        seen.mostPages,
        all,
        used.readsAndWrites(),
        plan.missing());
  }

  /** What was to be seen of a tree of processes the last time it was there. */
  private static final class Seen {
    private final ProcessTree tree;
    private Usage last;
    private long mostPages;

    Seen(ProcessTree tree, Usage first) {
      this.tree = tree;
      this.last = first;
    }

    /** Is it still there? */
    boolean look() {
      Usage now = tree.usage();
      if (now.userSeconds() + now.systemSeconds() + now.residentPages() == 0) {
        return false;
      }
      last = now;
      mostPages = Math.max(mostPages, now.residentPages());
      return true;
    }
  }
}
