package io.ptictl.policy;

import io.ptictl.sys.Raw;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of a mark: what was marked, and who wanted it how. Device and inode tell a reader
 * where the file was; their numbers may change with a reboot or a restored backup, so that nothing
 * is decided by them. Immutable.
 *
 * @param path absolute, without links, a {@link Raw} string
 * @param identity what finds the file under another name, null where its file system has none
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal
 * @param packageName Debian's package, null if it belongs to none
 * @param packageVersion its version, null as above
 * @param time when it was marked
 * @param by the user who wanted it
 * @param bySource how that is known: {@code login}, {@code sudo} or {@code process}
 * @param waived the rules that it breaks by the administrator's will
 */
public record Mark(
    String path,
    long device,
    long inode,
    @Nullable String identity,
    long size,
    String sha256,
    @Nullable String packageName,
    @Nullable String packageVersion,
    Instant time,
    String by,
    String bySource,
    Set<Rule> waived) {
  public Mark {
    waived = Set.copyOf(waived);
  }

  /** The device as ls(1) and /proc/PID/maps have it, for example "254:1". */
  public String deviceNumbers() {
    return (device >>> 32) + ":" + (device & 0xffffffffL);
  }
}
