package io.ptictl.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlternativesTest {
  private static final String NO_FLUSH = "bts $0x3f,%rsp";
  private static final String MASK = "and $0xffffffffffffe7ff,%rsp";
  private static final String LOAD = "mov %rsp,%cr3";

  private static List<String> found(String... code) {
    NavigableMap<Long, Instruction> instructions = new TreeMap<>();
    for (String text : code) {
      long at = 0x1000 + 4L * instructions.size();
      instructions.put(at, new Instruction(at, text));
    }
    List<String> found = new ArrayList<>();
    new Alternatives(instructions).check(found::add);
    return found;
  }

  @Test
  void nothingIsWrongWithWhatTheKernelHas() {
    assertThat(found(NO_FLUSH, MASK, LOAD, "or $0x1800,%rdi", "mov %cr3,%rsp")).isEmpty();
  }

  @Test
  void anEntryThatFlushesIsFound() {
    assertThat(found("nop", MASK, LOAD)).containsExactly("an entry with PCID flushes the TLB");
    assertThat(found(MASK, LOAD)).hasSize(1);
  }

  @Test
  void theWrongPcidIsFound() {
    assertThat(found(NO_FLUSH, MASK, LOAD, "or $0x1000,%rdi"))
        .containsExactly("an exit leaves the PCID of the kernel with the user page tables");
  }

  @Test
  void codeThatIsNotKnownIsNotTakenForGood() {
    assertThat(found("or $0x1800,%rdi", LOAD)).containsExactly("no entry loads CR3 with PCID");
  }
}
