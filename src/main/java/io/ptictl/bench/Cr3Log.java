package io.ptictl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts CR3 writes in what QEMU logs with {@code log mmu}: a line for each (target/i386/helper.c,
 * cpu_x86_update_cr3). Exact, since the emulator itself writes it.
 */
final class Cr3Log {
  private static final String UPDATE = "CR3 update: CR3=";

  /** The bits that tell user from kernel page tables, and the PCID (arch/x86/entry/calling.h). */
  private static final long TABLE_AND_PCID = 0x1fff;

  private Cr3Log() {}

  /**
   * How often one process's page tables were loaded, its kernel's and its user's alike.
   *
   * @param cr3 any CR3 value of that process
   */
  static long writes(Path log, long cr3) {
    long writes = 0;
    try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(UPDATE)) {
          long value = Long.parseUnsignedLong(line.substring(UPDATE.length()).strip(), 16);
          if ((value & ~TABLE_AND_PCID) == (cr3 & ~TABLE_AND_PCID)) {
            writes++;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writes;
  }
}
