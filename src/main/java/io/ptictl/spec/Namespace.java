package io.ptictl.spec;

/**
 * A user namespace. None has ids mapped into it, so none can be made within another
 * (create_user_ns() in kernel/user_namespace.c refuses an owner without a mapping).
 *
 * @param number 0 for the initial one
 * @param owner the effective user id of who made it
 */
public record Namespace(int number, int owner) {
  /** Where the machine starts. */
  public static final Namespace INITIAL = new Namespace(0, User.ROOT);

  /** Is this the initial one? */
  public boolean initial() {
    return number == 0;
  }
}
