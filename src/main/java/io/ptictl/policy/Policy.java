package io.ptictl.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator lets run opted out. A process is expected if all that some entry names is
 * so; an entry that names nothing expects nothing.
 *
 * @param entries in the order of the file
 */
public record Policy(List<Entry> entries) {
  /** Expects nothing: what a file that cannot be trusted says. */
  public static final Policy NOTHING = new Policy(List.of());

  public Policy {
    entries = List.copyOf(entries);
  }

  /**
   * One sort of process; null where it does not matter.
   *
   * @param unit the systemd unit
   * @param user the name or number of its effective user
   * @param program the path of its program, a {@link io.ptictl.sys.Raw} string
   * @param accepted warnings that are known and not to be shown
   */
  public record Entry(
      @Nullable String unit,
      @Nullable String user,
      @Nullable String program,
      Set<Warning> accepted) {
    public Entry {
      accepted = Set.copyOf(accepted);
    }

    private boolean expects(@Nullable String itsUnit, String itsUser, @Nullable String itsProgram) {
      return (unit != null || user != null || program != null)
          && (unit == null || unit.equals(itsUnit))
          && (user == null || user.equals(itsUser))
          && (program == null || program.equals(itsProgram));
    }
  }

  /** The first entry that expects such a process, null if none does. */
  public @Nullable Entry find(@Nullable String unit, String user, @Nullable String program) {
    return entries.stream().filter(e -> e.expects(unit, user, program)).findFirst().orElse(null);
  }
}
