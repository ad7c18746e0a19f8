package io.ptictl.spec;

/**
 * The memory of a process (struct mm_struct). The isolation state belongs to it, so whoever shares
 * it has the same (DESIGN 3.1; "for the whole process, not a thread", Hansen 2018).
 *
 * @param state what was asked for and granted; {@link Isolation#ON} where isolation is not in use
 * @param dumpable may the same user attach to it?
 * @param namespace of who executed its program
 */
public record Memory(int id, Isolation state, boolean dumpable, Namespace namespace) {
  Memory withState(Isolation other) {
    return new Memory(id, other, dumpable, namespace);
  }

  Memory withDumpable(boolean may) {
    return new Memory(id, state, may, namespace);
  }

  Memory copy(int copyId) {
    return new Memory(copyId, state, dumpable, namespace);
  }
}
