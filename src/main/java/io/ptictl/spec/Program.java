package io.ptictl.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The files that can be executed, one of each sort that the contract tells apart. Unless said
 * otherwise they belong to root, everybody may execute and read them, and the same small ELF
 * program is in them.
 */
public enum Program {
  /** Nothing special. */
  PLAIN(new Properties()),
  /** Set-user-ID of another user. */
  SETUID(new Properties().setUser(User.OTHER)),
  /** Set-user-ID of root. */
  SETUID_ROOT(new Properties().setUser(User.ROOT)),
  /** Set-group-ID of another group. */
  SETGID(new Properties().setGroup(User.OTHER)),
  /** The mark: CAP_PAYLOAD permitted. */
  MARKED(new Properties().capability(Capability.PAYLOAD, false)),
  /** The mark, effective as well. */
  MARKED_EFFECTIVE(new Properties().capability(Capability.PAYLOAD, true)),
  /** CAP_SYS_RAWIO, effective: the capability, but no mark. */
  RAWIO(new Properties().capability(Capability.SYS_RAWIO, true)),
  /** Another capability, effective. */
  CAPABLE(new Properties().capability(Capability.NET_RAW, true)),
  /** A #! file of the plain program. */
  SCRIPT(new Properties().byScript()),
  /** A #! file of the marked program. */
  SCRIPT_OF_MARKED(new Properties().capability(Capability.PAYLOAD, false).byScript()),
  /** The marked program on a file system mounted nosuid. */
  MARKED_NOSUID(new Properties().capability(Capability.PAYLOAD, false).onNosuid()),
  /** The set-user-ID program on a file system mounted nosuid. */
  SETUID_NOSUID(new Properties().setUser(User.OTHER).onNosuid()),
  /** No such file. */
  MISSING(new Properties().failing(ErrorCode.ENOENT)),
  /** A file that may not be executed. */
  FORBIDDEN(new Properties().failing(ErrorCode.EACCES)),
  /** A file that may be executed but is no program. */
  GARBAGE(new Properties().failing(ErrorCode.ENOEXEC));

  private final Properties properties;

  Program(Properties properties) {
    this.properties = properties;
  }

  /** What the kernel sees: of a #! file, the interpreter. */
  Properties properties() {
    return properties;
  }

  /** Has it the mark, wherever it is and however it is reached? */
  public boolean marked() {
    return properties.permitted.has(Capability.PAYLOAD);
  }

  /** The word of an event. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What execve looks at.
   *
   * @param setUser the owner if the set-user-ID bit is set
   * @param setGroup the group if the set-group-ID bit is set
   * @param permitted its file capabilities (none are inheritable)
   * @param effective their effective flag
   */
  record Properties(
      @Nullable Integer setUser,
      @Nullable Integer setGroup,
      CapabilitySet permitted,
      boolean effective,
      boolean nosuid,
      boolean script,
      @Nullable ErrorCode failure) {

    Properties() {
      this(null, null, CapabilitySet.NONE, false, false, false, null);
    }

    Properties setUser(int owner) {
      return new Properties(owner, setGroup, permitted, effective, nosuid, script, failure);
    }

    Properties setGroup(int owner) {
      return new Properties(setUser, owner, permitted, effective, nosuid, script, failure);
    }

    Properties capability(Capability one, boolean isEffective) {
      return new Properties(
          setUser, setGroup, CapabilitySet.of(one), isEffective, nosuid, script, failure);
    }

    /** The same file on a file system mounted nosuid. */
    private Properties onNosuid() {
      return new Properties(setUser, setGroup, permitted, effective, true, script, failure);
    }

    /** The same as the interpreter of a #! file. */
    private Properties byScript() {
      return new Properties(setUser, setGroup, permitted, effective, nosuid, true, failure);
    }

    private Properties failing(ErrorCode how) {
      return new Properties(setUser, setGroup, permitted, effective, nosuid, script, how);
    }
  }
}
