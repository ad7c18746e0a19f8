package io.ptictl.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every write to CR3 of a machine while this is open, by whatever process and on whatever CPU, as
 * QEMU logs it ({@code cpu_x86_update_cr3()} under {@code log mmu}). Exact. Slows the machine down.
 */
public final class MmuTrace implements AutoCloseable {
  private static final String MARK = "CR3 update: CR3=";

  private final Machine machine;
  private final Path file;

  MmuTrace(Machine machine, Path file) {
    this.machine = machine;
    this.file = file;
  }

  /** Ends the trace; again: nothing. The file is complete afterwards. */
  @Override
  public void close() {
    machine.monitor("log none");
  }

  /**
   * How often each value was written, after {@link #close()}. Under QEMU (no PCID) bit 12 set means
   * the user's half of a pair of page tables.
   */
  public Map<Long, Long> cr3Writes() {
    Map<Long, Long> count = new TreeMap<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int at = line.indexOf(MARK);
        if (at >= 0) {
          String digits = line.substring(at + MARK.length()).strip();
          count.merge(Long.parseUnsignedLong(digits, 16), 1L, Long::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }

  /** All writes. */
  public long total() {
    return cr3Writes().values().stream().mapToLong(Long::longValue).sum();
  }
}
