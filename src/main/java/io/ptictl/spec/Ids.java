package io.ptictl.spec;

/**
 * The four user ids of a task, or its four group ids (credentials(7)).
 *
 * @param fs the one that opens files
 */
public record Ids(int real, int effective, int saved, int fs) {
  /** All four the same. */
  public static Ids all(int id) {
    return new Ids(id, id, id, id);
  }

  /** As setuid(2) and setgid(2) leave them. */
  Ids set(int id, boolean privileged) {
    return privileged ? all(id) : new Ids(real, id, saved, id);
  }

  /** As setresuid(-1, id, -1) and its like leave them. */
  Ids withEffective(int id) {
    return new Ids(real, id, saved, id);
  }

  /** As setfsuid(2) and setfsgid(2) leave them. */
  Ids withFs(int id) {
    return new Ids(real, effective, saved, id);
  }

  /** As execve(2) of a set-id file leaves them, or of any other for the present effective id. */
  Ids executing(int newEffective) {
    return new Ids(real, newEffective, newEffective, newEffective);
  }

  boolean anyOfThreeIs(int id) {
    return real == id || effective == id || saved == id;
  }

  boolean allThreeAre(int id) {
    return real == id && effective == id && saved == id;
  }
}
