package io.ptictl.spec;

import java.util.SortedSet;

/**
 * An open file of /proc, which may be handed to anybody.
 *
 * @param kind which file
 * @param target {@code CONTROL}: the number of a process; {@code MEMORY}: the id of a memory, which
 *     the file keeps when the process executes another program
 * @param opener who opened it, as the credentials were then
 * @param unchanged the tasks that still have these very credentials: the opener and its threads,
 *     until they change any
 */
public record Descriptor(Kind kind, int target, Credentials opener, SortedSet<Integer> unchanged) {
  /** The files. */
  public enum Kind {
    /** /proc/PID/page_table_isolation. */
    CONTROL,
    /** /proc/PID/mem. */
    MEMORY
  }

  Descriptor withUnchanged(SortedSet<Integer> tasks) {
    return new Descriptor(kind, target, opener, tasks);
  }
}
