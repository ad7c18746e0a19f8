package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MmuTrace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a machine of QEMU's does to its page tables while each benchmark runs. */
final class MmuWatcher implements MeterBench.Watcher {
  private final Machine machine;
  private final Path directory;
  private final Map<Benchmark, Watched> watched = new EnumMap<>(Benchmark.class);
  private @Nullable MmuTrace trace;
  private long flushes;
  private long cr3;

  /**
   * @param directory for the logs, one of each benchmark
   */
  MmuWatcher(Machine machine, Path directory) {
    this.machine = machine;
    this.directory = directory;
  }

  @Override
  public void begins(Benchmark benchmark, long entryCr3) {
    cr3 = entryCr3;
    flushes = machine.tlbFlushes();
    // QEMU appends to a file that it has open already.
    trace = machine.traceMmu(directory.resolve(benchmark.meterWord()));
  }

  @Override
  public void ended(Benchmark benchmark, int rounds) {
    if (trace == null) {
      throw new IllegalStateException("has not begun");
    }
    trace.close();
    long flushed = machine.tlbFlushes() - flushes;
    Map<Long, Long> writes = trace.cr3Writes();
    long all = writes.values().stream().mapToLong(Long::longValue).sum();
    long user =
        writes.entrySet().stream()
            .filter(write -> PageTables.user(write.getKey()))
            .filter(write -> cr3 == 0 || PageTables.same(write.getKey(), cr3))
            .mapToLong(Map.Entry::getValue)
            .sum();
    watched.put(
        benchmark,
        new Watched((double) all / rounds, (double) user / rounds, (double) flushed / rounds));
  }

  Map<Benchmark, Watched> watched() {
    return watched;
  }
}
