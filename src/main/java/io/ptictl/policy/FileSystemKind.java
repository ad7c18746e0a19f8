package io.ptictl.policy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which file systems can carry a mark, by their number in linux/magic.h. Those named good are
 * local, keep capabilities, and have leases that see every writer. Anything else is refused: the
 * server of a network file system, or the process behind FUSE, can change the file unseen; and the
 * mappings of a file on overlayfs are those of the file below it, where its own lease does not
 * look.
 */
final class FileSystemKind {
  private static final Map<Long, String> GOOD =
      Map.of(
          0xef53L, "ext4",
          0x58465342L, "xfs",
          0x9123683eL, "btrfs",
          0xf2f52010L, "f2fs",
          0xca451a4eL, "bcachefs",
          0x3153464aL, "jfs",
          0x01021994L, "tmpfs",
          0x858458f6L, "ramfs");

  private static final Map<Long, String> BAD =
      Map.ofEntries(
          Map.entry(0x794c7630L, "overlayfs: a writable mapping of a file does not show"),
          Map.entry(0x6969L, "NFS: its server can change the file unseen"),
          Map.entry(0xff534d42L, "CIFS: its server can change the file unseen"),
          Map.entry(0xfe534d42L, "SMB: its server can change the file unseen"),
          Map.entry(0x01021997L, "9p: its server can change the file unseen"),
          Map.entry(0x00c36400L, "Ceph: its servers can change the file unseen"),
          Map.entry(0x5346414fL, "AFS: its server can change the file unseen"),
          Map.entry(0x65735546L, "FUSE: a process can change the file unseen"),
          Map.entry(0xf15fL, "eCryptfs: the file below can be changed unseen"),
          Map.entry(0x4d44L, "FAT: it keeps no owners and no capabilities"),
          Map.entry(0x9660L, "ISO 9660: it keeps no capabilities"));

  /** proc, sysfs, debugfs, tracefs, cgroup, cgroup2, securityfs, bpf, devpts. */
  private static final Set<Long> OF_THE_KERNEL =
      Set.of(
          0x9fa0L,
          0x62656572L,
          0x64626720L,
          0x74726163L,
          0x27e0ebL,
          0x63677270L,
          0x73636673L,
          0xcafe4a11L,
          0x1cd1L);

  private FileSystemKind() {}

  /** Does the kernel make its files up? To open one may do something. */
  static boolean isOfTheKernel(long magic) {
    return OF_THE_KERNEL.contains(magic);
  }

  /** What is wrong with it, or null. */
  static @Nullable String wrong(long magic) {
    if (GOOD.containsKey(magic)) {
      return null;
    }
    String known = BAD.get(magic);
    return "on "
        + (known == null ? "a file system not known to be safe (0x%x)".formatted(magic) : known);
  }
}
