package io.ptictl.spec;

/** The ids that users and groups have here: any others would behave as the last two. */
public final class User {
  /** The superuser, and the group of that number. */
  public static final int ROOT = 0;

  /** An ordinary user, and a group. */
  public static final int USER = 1000;

  /** Another ordinary user, and another group. */
  public static final int OTHER = 1001;

  private User() {}

  /** The word for an id. */
  public static String word(int id) {
    return switch (id) {
      case ROOT -> "root";
      case USER -> "user";
      case OTHER -> "other";
      default -> throw new IllegalArgumentException("no user " + id);
    };
  }
}
