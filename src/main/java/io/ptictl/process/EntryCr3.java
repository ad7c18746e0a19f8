package io.ptictl.process;

import org.jspecify.annotations.Nullable;

/**
 * The page-table register as it was when a thread last entered the kernel from user mode: its bit
 * 12 is set if that was on the user half of the tables, which is what isolation means on x86.
 *
 * @param value the low 13 bits only, if the reader lacks CAP_SYS_ADMIN: the rest is a physical
 *     address
 */
public record EntryCr3(long value) {
  private static final long LOW_BITS = 0x1fff;

  static @Nullable EntryCr3 parse(String text) {
    try {
      return text.startsWith("0x")
          ? new EntryCr3(Long.parseUnsignedLong(text, 2, text.length(), 16))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Did the thread run on the user page tables? */
  public boolean onUserTables() {
    return (value & 0x1000) != 0;
  }

  /**
   * All of it, for example {@code 0x0000000104f2b000}; {@code ...1000} where the rest is withheld.
   */
  @Override
  public String toString() {
    // Page tables never lie in the first page of memory.
    boolean whole = (value & ~LOW_BITS) != 0;
    String digits = Long.toHexString(value);
    return (whole ? "0x" : "...") + "0".repeat((whole ? 16 : 4) - digits.length()) + digits;
  }
}
