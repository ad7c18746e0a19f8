package io.ptictl.kbuild;

import java.util.List;

/** What a user may want to do, and the Debian packages (12 and 13) that it needs. */
public enum Purpose {
  /** Building a lab kernel. libelf is for objtool, bc for the kernel's time constants. */
  KERNEL(
      "building a kernel",
      SourceArchive.PACKAGE,
      "bc",
      "binutils",
      "bison",
      "flex",
      "gcc",
      "libc6-dev",
      "libelf-dev",
      "make",
      "patch",
      "xz-utils"),
  /** Packing a kernel for a real machine, with the distribution's configuration. */
  PACKAGES(
      "making Debian packages",
      "cpio",
      "debhelper",
      "dpkg-dev",
      "kmod",
      "libssl-dev",
      "linux-config-6.12",
      "rsync"),
  /** Checking the series: git-am(1), and checkpatch.pl of the kernel's source. */
  SERIES("checking the series", "git", "perl", "python3-git", "python3-ply"),
  /** Booting it. The firmware comes with qemu-system-x86 as dependencies. */
  LAB("running virtual machines", "qemu-system-x86"),
  /** Machines with an affected CPU that has PCID. */
  BOCHS("emulating other CPUs", "bochs", "bochs-term", "bochsbios"),
  /** The demonstration inside the lab. */
  DEMO("the demonstration", "haproxy", "nghttp2-client", "wrk"),
  /** Benchmarks of servers in the lab. */
  SERVERS("benchmarks of servers", "haproxy", "nghttp2-client", "postgresql", "redis-server");

  private final String words;
  private final List<String> packages;

  Purpose(String words, String... packages) {
    this.words = words;
    this.packages = List.of(packages);
  }

  /** In messages: what it is that needs the packages. */
  public String words() {
    return words;
  }

  /** The names of the packages, in the order in which they are listed. */
  public List<String> packages() {
    return packages;
  }
}
