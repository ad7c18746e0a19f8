package io.ptictl.estimate;

import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A process and all that it has started, with their threads. One thread at a time. */
final class ProcessTree {
  /** USER_HZ of the kernel's interfaces, on x86. */
  private static final double TICKS_PER_SECOND = 100;

  /** Of /proc/PID/stat, counted from behind the name: utime, stime, cutime, cstime. */
  private static final int UTIME = 11;

  private final Processes processes = new Processes();
  private final int root;

  /**
   * @param root may have ended
   */
  ProcessTree(int root) {
    this.root = root;
  }

  /**
   * @throws Failure if there is no such process, or it is a thread of one, or never runs user code
   */
  void require() {
    ProcessStatus status = processes.status(root);
    if (status == null) {
      throw Failure.failed("process " + root + ": no such process (or not to be seen)");
    }
    status.requireProgram();
  }

  String command() {
    ProcessStatus status = processes.status(root);
    return status == null ? "-" : processes.command(status);
  }

  /** Of all of them, now. */
  List<Integer> threads() {
    List<Integer> threads = new ArrayList<>();
    for (ProcessStatus process : processes.tree(root)) {
      for (String thread : tasks(process.pid())) {
        threads.add(Integer.parseInt(thread));
      }
    }
    return threads;
  }

  int size() {
    return processes.tree(root).size();
  }

  /** Of all of them until now, and of those of their children that have ended. */
  Usage usage() {
    Usage sum = Usage.NONE;
    for (ProcessStatus process : processes.tree(root)) {
      sum = sum.plus(usage(process.pid()));
    }
    return sum;
  }

  /** CPU time of this process's children that have ended. */
  static Usage endedChildren() {
    long[] ticks = ticks("/proc/self/stat");
    return new Usage(ticks[2] / TICKS_PER_SECOND, ticks[3] / TICKS_PER_SECOND, 0, 0, 0);
  }

  /** utime, stime, cutime, cstime; zeros of one that has gone. */
  private static long[] ticks(String file) {
    String stat = text(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    long[] ticks = new long[4];
    for (int i = 0; i < ticks.length && UTIME + i < fields.length; i++) {
      ticks[i] = Long.parseLong(fields[UTIME + i]);
    }
    return ticks;
  }

  private static Usage usage(int pid) {
    String directory = "/proc/" + pid;
    long[] ticks = ticks(directory + "/stat");
    long switches =
        tasks(pid).stream()
            .map(task -> text(directory + "/task/" + task + "/status"))
            .mapToLong(
                status ->
                    number(status, "\nvoluntary_ctxt_switches:")
                        + number(status, "\nnonvoluntary_ctxt_switches:"))
            .sum();
    String io = text(directory + "/io");
    String[] memory = text(directory + "/statm").split(" ");
    return new Usage(
        (ticks[0] + ticks[2]) / TICKS_PER_SECOND,
        (ticks[1] + ticks[3]) / TICKS_PER_SECOND,
        switches,
        number(io, "\nsyscr:") + number(io, "\nsyscw:"),
        memory.length > 1 ? Long.parseLong(memory[1]) : 0);
  }

  private static List<String> tasks(int pid) {
    String[] tasks = new File("/proc/" + pid + "/task").list();
    return tasks == null ? List.of() : Arrays.asList(tasks);
  }

  /** The number behind a label at the beginning of a line, or 0. */
  private static long number(String text, String label) {
    int at = text.indexOf(label);
    if (at < 0) {
      return 0;
    }
    int end = text.indexOf('\n', at + 1);
    return Long.parseLong(
        text.substring(at + label.length(), end < 0 ? text.length() : end).strip());
  }

  /** Nothing of a process that has gone, or that is not to be seen. */
  private static String text(String path) {
    try {
      return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
