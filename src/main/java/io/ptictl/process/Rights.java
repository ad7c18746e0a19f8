package io.ptictl.process;

import io.ptictl.sys.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process, or rather its leading thread, may do, as far as it decides about isolation.
 *
 * @param user its real user
 * @param effectiveUser its effective user
 * @param group its effective group
 * @param permitted capabilities, one bit each, in its own user namespace, as the next two
 * @param effective those in effect
 * @param bounding those which an execve can give at most
 * @param noNewPrivileges will no execve give it anything?
 * @param initialNamespace is it in the machine's own user namespace? null if that is not to be seen
 */
public record Rights(
    int user,
    int effectiveUser,
    int group,
    long permitted,
    long effective,
    long bounding,
    boolean noNewPrivileges,
    @Nullable Boolean initialNamespace) {
  /** include/linux/proc_ns.h, PROC_USER_INIT_INO. */
  private static final String INITIAL_USER_NAMESPACE = "user:[4026531837]";

  /**
   * @param status the text of {@code /proc/PID/status}
   */
  static Rights of(int pid, String status) {
    return new Rights(
        id(status, "Uid", 0),
        id(status, "Uid", 1),
        id(status, "Gid", 1),
        set(status, "CapPrm"),
        set(status, "CapEff"),
        set(status, "CapBnd"),
        "1".equals(Field.of(status, "NoNewPrivs")),
        namespace(pid));
  }

  /** Has it "the capability" in effect? null if its user namespace is not to be seen. */
  @Nullable Boolean mayOptOut() {
    boolean bits = has(effective, Capabilities.PAYLOAD) || has(effective, Capabilities.SYS_RAWIO);
    return bits ? initialNamespace : Boolean.FALSE;
  }

  static boolean has(long set, int capability) {
    return (set >>> capability & 1) != 0;
  }

  private static int id(String status, String name, int index) {
    String value = Field.of(status, name);
    String[] ids = value == null ? new String[0] : value.split("\t");
    return index < ids.length ? Integer.parseUnsignedInt(ids[index]) : -1;
  }

  private static long set(String status, String name) {
    String value = Field.of(status, name);
    return value == null ? 0 : Long.parseUnsignedLong(value, 16);
  }

  private static @Nullable Boolean namespace(int pid) {
    try {
      Path link = Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/user"));
      return link.toString().equals(INITIAL_USER_NAMESPACE);
    } catch (IOException _) {
      return null;
    }
  }
}
