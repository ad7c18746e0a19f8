package io.ptictl.lab;

import java.util.List;

/**
 * Whom a command runs as, in the guest's numbers (the host's, since its files are shared).
 *
 * @param uid real, effective and saved user
 * @param gid real, effective and saved group
 * @param groups the supplementary groups
 */
public record Ids(int uid, int gid, List<Integer> groups) {
  /** Copies the list. */
  public Ids {
    groups = List.copyOf(groups);
  }

  /** This user and group, without supplementary groups. */
  public static Ids of(int uid, int gid) {
    return new Ids(uid, gid, List.of());
  }
}
