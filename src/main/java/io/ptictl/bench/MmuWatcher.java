package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MmuTrace;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what a machine of QEMU's does to its page tables while each benchmark runs. */
final class MmuWatcher implements MeterBench.Watcher {
  private final Machine machine;
  private final Map<Benchmark, Watched> watched = new EnumMap<>(Benchmark.class);
  private @Nullable TemporaryFile log;
  private @Nullable MmuTrace trace;
  private long flushes;
  private long cr3;

  MmuWatcher(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void begins(Benchmark benchmark, long entryCr3) {
    cr3 = entryCr3;
    flushes = machine.tlbFlushes();
    // QEMU appends to a file that it has open already.
    log = TemporaryFile.make();
    trace = machine.traceMmu(log.path());
  }

  @Override
  public void ended(Benchmark benchmark, int rounds) {
    if (trace == null || log == null) {
      throw new IllegalStateException("has not begun");
    }
    trace.close();
    long flushed = machine.tlbFlushes() - flushes;
    Map<Long, Long> writes = trace.cr3Writes();
    log.close();
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
