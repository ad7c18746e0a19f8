package io.ptictl.kbuild;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of checkpatch.pl's messages counts. */
final class Checkpatch {
  /**
   * A kind of message that does not count.
   *
   * @param type as checkpatch names it
   * @param path where: how the name of the file begins
   * @param reason why not
   */
  record Waiver(String type, String path, String reason) {
    boolean covers(String otherType, String file) {
      return type.equals(otherType) && file.startsWith(path);
    }
  }

  private static final String ASSEMBLY =
      "assembly in a header, which checkpatch takes for C; as in calling.h";

  /** All of them. */
  static final List<Waiver> WAIVERS =
      List.of(
          new Waiver(
              "FILE_PATH_CHANGES",
              "",
              "who maintains the new files is for the one to say who sends the series"),
          new Waiver("SPACING", "arch/x86/entry/", ASSEMBLY),
          new Waiver("LINE_CONTINUATIONS", "arch/x86/entry/", ASSEMBLY),
          new Waiver("EMBEDDED_FILENAME", "arch/x86/Kconfig", "that is how Kconfig includes"),
          new Waiver(
              "PRINTK_WITHOUT_KERN_LEVEL",
              "arch/x86/kernel/pti_entry_cr3.c",
              "the level is a parameter, as in show_regs()"),
          new Waiver("SYMBOLIC_PERMS", "fs/proc/base.c", "as the lines around it"),
          userSpace("FUNCTION_ARGUMENTS", "takes the argument of a call for a parameter"),
          userSpace("EMBEDDED_FUNCTION_NAME", "takes a word for a function's name"),
          userSpace("SPACING", "takes a type of C11 for a number"),
          userSpace("COMPLEX_MACRO", "a list that other macros are applied to"),
          userSpace("MACRO_ARG_UNUSED", "applied to such a list"),
          userSpace("TYPO_SPELLING", "takes the name of a field for a mistake"),
          userSpace("ENOSYS", "a rule for kernel code"),
          userSpace("USE_NEGATIVE_ERRNO", "a rule for kernel code"),
          userSpace("VOLATILE", "a rule for kernel code"),
          userSpace("PREFER_DEFINED_ATTRIBUTE_MACRO", "a rule for kernel code"));

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:(?<file>[^:]+):)?(?:\\d+:)?\\s*(?:WARNING|ERROR|CHECK):(?<type>\\w+): .*");

  private Checkpatch() {}

  private static Waiver userSpace(String type, String reason) {
    return new Waiver(type, "tools/testing/selftests/", reason);
  }

  /** Those that count. */
  static List<String> counting(List<String> messages) {
    return messages.stream().filter(message -> !isWaived(message)).toList();
  }

  private static boolean isWaived(String line) {
    Matcher message = MESSAGE.matcher(line);
    if (!message.matches()) {
      return false;
    }
    String file = message.group("file") == null ? "" : message.group("file").strip();
    return WAIVERS.stream().anyMatch(e -> e.covers(message.group("type"), file));
  }
}
