package io.ptictl.cli;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.KernelCache;
import io.ptictl.kbuild.Kernels;
import io.ptictl.kbuild.Purpose;
import io.ptictl.process.MachineState;
import io.ptictl.report.Failure;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.Programs;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the lab needs and occupies. */
final class LabChecks {
  private static final int NEEDED_JAVA = 25;

  /** linux/kvm.h; the answer has been 12 since 2007. */
  private static final long KVM_GET_API_VERSION = 0xae00;

  private final KernelCache cache = KernelCache.ofThisUser();

  List<Check> all() {
    List<Check> checks = new ArrayList<>(List.of(java(), compiler()));
    for (Purpose purpose : Purpose.values()) {
      checks.add(packages(purpose));
    }
    checks.addAll(List.of(kvm(), space(), occupied()));
    return checks;
  }

  private static Check java() {
    Runtime.Version version = Runtime.version();
    String detail = version + " in " + System.getProperty("java.home");
    return version.feature() >= NEEDED_JAVA
        ? Check.ok("JDK", detail)
        : Check.missing("JDK", detail, "install a JDK " + NEEDED_JAVA);
  }

  private static Check compiler() {
    return Programs.find("gcc")
        .map(program -> Check.ok("gcc", program.toString()))
        .orElseGet(() -> Check.missing("gcc", "not in PATH", "apt-get install gcc libc6-dev"));
  }

  private static Check packages(Purpose purpose) {
    String name = purpose.words();
    try {
      List<String> missing = DebianPackages.refusing().missing(purpose);
      if (missing.isEmpty()) {
        return Check.ok(name, "all packages are installed");
      }
      String without = "without " + String.join(" ", missing);
      return switch (purpose) {
        case BOCHS -> Check.note(name, without + "; lab run --cpu installs them");
        case PACKAGES -> Check.note(name, without + "; kernel deb installs them");
        case SERVERS -> Check.note(name, without + "; lab bench installs them");
        case SERIES -> Check.note(name, without + "; kernel export --check installs them");
        default -> Check.missing(name, without, DebianPackages.command(missing));
      };
    } catch (Failure e) {
      return Check.missing(name, String.valueOf(e.getMessage()), "use Debian 12 or 13");
    }
  }

  /**
   * The file being there says nothing, and inside some virtual machines even a version is told by a
   * KVM that cannot run anything. The lab does not need it.
   */
  private static Check kvm() {
    if (!MachineState.hasFlag("vmx") && !MachineState.hasFlag("svm")) {
      return Check.note("KVM", "not usable: the CPU offers neither vmx nor svm; the lab emulates");
    }
    try (OpenFile kvm = OpenFile.readWrite("/dev/kvm")) {
      return Check.ok("KVM", "usable, version " + kvm.ioctl(KVM_GET_API_VERSION));
    } catch (SystemCallException e) {
      return Check.note("KVM", "not usable: " + e.reason() + "; the lab emulates");
    }
  }

  private Check space() {
    Path there = cache.directory();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String detail = megabytes(free) + " MB free below " + there;
      return free >= Kernels.BUILD_BYTES
          ? Check.ok("disk", detail)
          : Check.missing(
              "disk",
              detail,
              "make room for "
                  + megabytes(Kernels.BUILD_BYTES)
                  + " MB or set XDG_CACHE_HOME to another file system");
    } catch (IOException e) {
      return Check.missing("disk", "unknown: " + e, "set XDG_CACHE_HOME to a directory that works");
    }
  }

  private Check occupied() {
    try {
      long bytes = cache.bytes();
      return Check.note(
          "cache",
          bytes == 0
              ? "no kernel in " + cache.directory()
              : megabytes(bytes) + " MB in " + cache.directory() + "; ptictl lab clean removes it");
    } catch (IOException e) {
      return Check.note("cache", cache.directory() + ": unknown: " + e.getMessage());
    }
  }

  private static long megabytes(long bytes) {
    return bytes / 1_000_000;
  }
}
