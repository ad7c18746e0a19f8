package io.ptictl.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.sys.Programs;
import java.util.HexFormat;
import java.util.NavigableMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machine code as objdump prints it. */
final class InstructionTest {
  private static final long HERE = 0xffffffff81600000L;

  @Test
  void isReadFromBytes() {
    Assumptions.assumeTrue(Programs.find("objdump").isPresent(), "binutils is not installed");
    // swapgs; nop; lfence; je +0; bt $0xc,%rax; mov %rax,%cr3; iretq
    byte[] bytes = HexFormat.of().parseHex("0f01f8900faee874000fbae00c0f22d848cf");
    NavigableMap<Long, Instruction> code = Code.disassemble(bytes, HERE);
    assertThat(code.firstKey()).isEqualTo(HERE);
    assertThat(code.get(HERE).is("swapgs")).isTrue();
    assertThat(code.get(HERE + 3).isNop()).isTrue();
    assertThat(code.get(HERE + 4).is("lfence")).isTrue();
    assertThat(code.get(HERE + 7).target()).hasValue(HERE + 9);
    assertThat(code.get(HERE + 9).code()).isEqualTo("bt $0xc,%eax");
    assertThat(code.get(HERE + 13).code()).isEqualTo("mov %rax,%cr3");
    assertThat(code.lastEntry().getValue().is("iretq")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nop",
        "nopw 0x0(%rax,%rax,1)",
        "nopl (%rax)",
        "data16 cs nopw 0x0(%rax,%rax,1)",
        "xchg %ax,%ax"
      })
  void whatDoesNothing(String code) {
    assertThat(new Instruction(0, code).isNop()).as(code).isTrue();
    assertThat(new Instruction(0, code).target()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jmp *%rax", "lfence", "call 0xffffffff81000000", "mov %cr3,%rsp"})
  void whatIsNoDirectJump(String code) {
    assertThat(new Instruction(0, code).target()).as(code).isEmpty();
    assertThat(new Instruction(0, code).isNop()).isFalse();
  }
}
