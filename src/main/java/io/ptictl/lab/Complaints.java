package io.ptictl.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a kernel finds wrong with itself: passes on, of a console, each complaint (a bug, a warning
 * with a trace, a report of lockdep, KASAN or a lockup detector) to the end of its trace; where
 * that has no mark, to the end of all. Thread-safe.
 */
public final class Complaints extends OutputStream {
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "\\[ cut here \\]|\\bBUG: |\\bWARNING: |\\bOops: |Kernel panic|general protection fault"
              + "|\\bINFO: task .* blocked|\\brcu: INFO: |\\bINFO: rcu|LOCKUP|soft lockup"
              + "");

  private static final String END = "---[ end trace";

  private final OutputStream to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean complained;
  private boolean inside;

  /**
   * @param to not closed
   */
  public Complaints(OutputStream to) {
    this.to = to;
  }

  /** Has there been one? */
  public synchronized boolean any() {
    return complained;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      String text = line.toString(StandardCharsets.ISO_8859_1);
      inside |= COMPLAINT.matcher(text).find();
      if (inside) {
        complained = true;
        line.writeTo(to);
        to.flush();
      }
      inside &= !text.contains(END);
      line.reset();
    }
  }
}
