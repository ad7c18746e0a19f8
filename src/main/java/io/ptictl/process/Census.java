package io.ptictl.process;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * All processes at about one moment.
 *
 * @param seen those that this process may look at, by number
 * @param hidden how many others there are: by the mount option {@code hidepid} of {@code /proc}
 */
public record Census(List<ProcessStatus> seen, int hidden) {
  /** Fewer are read before another thread has started. */
  private static final int WORTH_A_THREAD = 400;

  private static final int MOST_THREADS = 4;

  /** What one thread found of its part. */
  private static final class Part implements Runnable {
    private final int[] pids;
    private final int from;
    private final int to;
    private final List<ProcessStatus> seen = new ArrayList<>();
    private int hidden;

    Part(int[] pids, int from, int to) {
      this.pids = pids;
      this.from = from;
      this.to = to;
    }

    @Override
    public void run() {
      ProcFile file = new ProcFile();
      for (int i = from; i < to; i++) {
        String directory = "/proc/" + pids[i];
        String text = file.read(directory + "/status");
        ProcessStatus status = text == null ? null : ProcessStatus.parse(text);
        if (status != null) {
          seen.add(status);
        } else if (text == null && new File(directory).exists()) {
          hidden++;
        }
      }
    }
  }

  /**
   * @param pids the numbers that {@code /proc} lists
   */
  static Census take(int[] pids) {
    List<Part> parts = parts(pids);
    List<Thread> threads = new ArrayList<>();
    for (Part part : parts.subList(1, parts.size())) {
      threads.add(Thread.ofPlatform().daemon().start(part));
    }
    parts.getFirst().run();
    List<ProcessStatus> seen = new ArrayList<>(pids.length);
    int hidden = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        join(threads.get(i - 1));
      }
      seen.addAll(parts.get(i).seen);
      hidden += parts.get(i).hidden;
    }
    return new Census(seen, hidden + Hidden.count(pids, seen));
  }

  private static List<Part> parts(int[] pids) {
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    int number = Math.clamp(pids.length / WORTH_A_THREAD, 1, processors);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      parts.add(new Part(pids, pids.length * i / number, pids.length * (i + 1) / number));
    }
    return parts;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
