package io.ptictl.conformance.mutant;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the console of a kernel that looks at itself (X86_PTI_OPTOUT_DEBUG, and what every kernel
 * has): one finding for each complaint.
 */
final class KernelLog {
  private static final Pattern TIME = Pattern.compile("^\\[ *[0-9.]+\\]\\s*|\\r");
  private static final Pattern ASSERTION = Pattern.compile("pti_optout: (.*)");

  /** The lines that begin a complaint, and say what it is about. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(BUG: .*|Oops: .*|Kernel panic.*|general protection fault.*|INFO: task .* blocked.*"
              + "|.*rcu: INFO: .*|.*soft lockup.*|WARNING: .*|list_(add|del) corruption.*)");

  /** Bochs' CPUID does not tell of its cores what the kernel expects. */
  private static final Pattern EMULATED = Pattern.compile("WARNING: .* parse_legacy\\+");

  private KernelLog() {}

  /** Tells of each complaint; the trace of an assertion is part of it. */
  static Consumer<String> to(String where, Consumer<Finding> findings) {
    return new Consumer<>() {
      private boolean inAssertion;

      @Override
      public void accept(String line) {
        String text = TIME.matcher(line).replaceAll("");
        Matcher assertion = ASSERTION.matcher(text);
        Matcher complaint = COMPLAINT.matcher(text);
        if (assertion.matches()) {
          inAssertion = true;
          findings.accept(new Finding("assertion", assertion.group(1).strip(), "", where));
        } else if (inAssertion && text.startsWith("WARNING: ")) {
          inAssertion = false;
        } else if (complaint.matches() && !EMULATED.matcher(text).find()) {
          findings.accept(new Finding("kernel", complaint.group(1), "", where));
        }
      }
    };
  }
}
