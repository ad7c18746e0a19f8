package io.ptictl.conformance.mutant;

import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * The instructions that the kernel puts in place of others by what the CPU has. Those that load CR3
 * in entry code are for CPUs with PCID.
 */
final class Alternatives {
  /** Bit 12 of CR3 is the half of the page tables, bit 11 the user PCID. */
  private static final String FLIP_WITHOUT_PCID = "or $0x1000,";

  private static final String LOAD = "mov ";
  private static final String CR3 = ",%cr3";

  /** PTI_USER_PGTABLE_AND_PCID_MASK off, before the load. */
  private static final String TO_KERNEL = "and $0xffffffffffffe7ff,";

  private static final String NO_FLUSH = "bts $0x3f,";

  private final NavigableMap<Long, Instruction> code;

  Alternatives(NavigableMap<Long, Instruction> code) {
    this.code = code;
  }

  void check(Consumer<String> found) {
    boolean loads = false;
    for (Instruction instruction : code.values()) {
      if (instruction.code().startsWith(FLIP_WITHOUT_PCID)) {
        found.accept("an exit leaves the PCID of the kernel with the user page tables");
      }
      if (instruction.code().startsWith(LOAD) && instruction.code().endsWith(CR3)) {
        Instruction mask = before(instruction);
        loads |= mask.code().startsWith(TO_KERNEL);
        if (mask.code().startsWith(TO_KERNEL) && !before(mask).code().startsWith(NO_FLUSH)) {
          found.accept("an entry with PCID flushes the TLB");
        }
      }
    }
    if (!loads) {
      found.accept("no entry loads CR3 with PCID");
    }
  }

  private Instruction before(Instruction instruction) {
    Map.Entry<Long, Instruction> entry = code.lowerEntry(instruction.address());
    return entry == null ? instruction : entry.getValue();
  }
}
