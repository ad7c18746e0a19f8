package io.ptictl.conformance.mutant;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One machine instruction.
 *
 * @param address where it is
 * @param code mnemonic and operands as objdump(1) prints them, one space between
 */
record Instruction(long address, String code) {
  private static final Pattern BRANCH = Pattern.compile("j(\\w+) +(?:0x)?([0-9a-f]+)\\b.*");

  boolean is(String mnemonic) {
    return code.equals(mnemonic) || code.startsWith(mnemonic + " ");
  }

  /** Does it nothing? */
  boolean isNop() {
    return code.matches("(data16 )*(cs )?nop[wl]?( .*)?|xchg %ax,%ax");
  }

  /** Where it goes, if it is a direct jump, conditional or not. */
  OptionalLong target() {
    Matcher m = BRANCH.matcher(code);
    return m.matches()
        ? OptionalLong.of(Long.parseUnsignedLong(m.group(2), 16))
        : OptionalLong.empty();
  }
}
