package io.ptictl.bench;

import java.util.Map;

/** CR3 values and the process they belong to. Pure. */
final class PageTables {
  /**
   * Bit 12 tells a process's user page tables from its kernel page tables, which lie side by side;
   * the bits below are the PCID (arch/x86/entry/calling.h).
   */
  private static final long WHICH = 0x1fff;

  private static final long USER = 0x1000;

  private PageTables() {}

  /** Are both values of the same process? */
  static boolean same(long cr3, long other) {
    return address(cr3) == address(other);
  }

  /** The same of all values of one process, and of no other's. */
  static long address(long cr3) {
    return cr3 & ~WHICH;
  }

  /** The part of a value that is no address. */
  static long which(long cr3) {
    return cr3 & WHICH;
  }

  /** Is it the value of user page tables? */
  static boolean user(long cr3) {
    return (cr3 & USER) != 0;
  }

  /**
   * How often one process's page tables were loaded, its kernel's and its user's alike.
   *
   * @param writes how often each value was written
   * @param cr3 any value of that process
   */
  static long loads(Map<Long, Long> writes, long cr3) {
    return writes.entrySet().stream()
        .filter(write -> same(write.getKey(), cr3))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
