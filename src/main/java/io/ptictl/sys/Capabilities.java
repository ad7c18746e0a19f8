package io.ptictl.sys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The effective capabilities of this process.
 *
 * @param effective one bit for each, as in {@code CapEff} of {@code /proc/self/status}
 * @param initialNamespace are they those of the machine, not of a user namespace?
 */
public record Capabilities(long effective, boolean initialNamespace) {
  /** Direct access to the hardware (linux/capability.h). */
  public static final int SYS_RAWIO = 17;

  /** Physical addresses in /proc, among much else. */
  public static final int SYS_ADMIN = 21;

  /** May take leases of files of others. */
  public static final int LEASE = 28;

  /** May set capabilities of files. */
  public static final int SETFCAP = 31;

  /** May opt out of page-table isolation: new with the kernel feature. */
  public static final int PAYLOAD = 41;

  /** include/linux/proc_ns.h, PROC_USER_INIT_INO. */
  private static final String INITIAL_USER_NAMESPACE = "user:[4026531837]";

  private static final String FIELD = "CapEff:\t";

  /** Those of the calling process. */
  public static Capabilities ofThisProcess() throws IOException {
    // Names of other programs may hold any byte.
    String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
    int at = status.indexOf('\n' + FIELD) + 1 + FIELD.length();
    long effective = Long.parseUnsignedLong(status.substring(at, at + 16), 16);
    String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/user")).toString();
    return new Capabilities(effective, namespace.equals(INITIAL_USER_NAMESPACE));
  }

  /** Is it effective in the initial user namespace? */
  public boolean has(int capability) {
    return initialNamespace && (effective >>> capability & 1) != 0;
  }

  /** May this process opt one out of isolation, as far as capabilities go? */
  public boolean mayOptOut() {
    return has(PAYLOAD) || has(SYS_RAWIO);
  }
}
