package io.ptictl.process;

import io.ptictl.spec.Isolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine as a whole does about Meltdown.
 *
 * @param affected is the CPU affected? null if the kernel does not know
 * @param isolating does the kernel isolate page tables?
 * @param control has the kernel the control that ptictl is about?
 * @param allowed may processes opt out: is {@code kernel.pti_optout} 1?
 * @param lockedDown is the kernel locked down above integrity, which forbids opting out?
 */
public record MachineState(
    @Nullable Boolean affected,
    boolean isolating,
    boolean control,
    boolean allowed,
    boolean lockedDown) {
  /** The switch of the whole machine; only kernels with the control have it. */
  public static final Path SWITCH = Path.of("/proc/sys/kernel/pti_optout");

  private static final Path MELTDOWN = Path.of("/sys/devices/system/cpu/vulnerabilities/meltdown");

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** That of this machine. */
  public static MachineState read() {
    return of(
        text(MELTDOWN),
        text(CPUINFO),
        text(SWITCH),
        text(Path.of("/sys/kernel/security/lockdown")));
  }

  /** The same, of the texts of those files; null for one that is not there. */
  static MachineState of(
      @Nullable String meltdown,
      @Nullable String cpuinfo,
      @Nullable String optout,
      @Nullable String lockdown) {
    return new MachineState(
        affected(meltdown),
        meltdown != null && meltdown.startsWith("Mitigation: PTI") || hasFlag(cpuinfo, "pti"),
        optout != null,
        optout != null && optout.strip().equals("1"),
        lockdown != null && lockdown.contains("[confidentiality]"));
  }

  /** Has this machine's CPU a flag, as {@code /proc/cpuinfo} lists them? */
  public static boolean hasFlag(String flag) {
    return hasFlag(text(CPUINFO), flag);
  }

  /** The state of a process of which the kernel says nothing because it has not the control. */
  public Isolation everywhere() {
    return isolating ? Isolation.ON : Isolation.NOT_IN_USE;
  }

  /** In words, for example "CPU affected, page-table isolation on, opt-out available". */
  public String words() {
    List<String> words = new ArrayList<>();
    words.add(affected == null ? "CPU unknown" : affected ? "CPU affected" : "CPU not affected");
    words.add("page-table isolation " + (isolating ? "on" : "off"));
    if (!control) {
      words.add("kernel without per-process opt-out");
    } else if (!allowed) {
      words.add("opt-out switched off");
    } else {
      words.add(lockedDown ? "opt-out refused by lockdown" : "opt-out available");
    }
    return String.join(", ", words);
  }

  private static @Nullable Boolean affected(@Nullable String meltdown) {
    if (meltdown == null || meltdown.startsWith("Unknown")) {
      return null;
    }
    return !meltdown.startsWith("Not affected");
  }

  /** pti=on isolates on a CPU that is not affected, too; only this flag shows it. */
  private static boolean hasFlag(@Nullable String cpuinfo, String flag) {
    int flags = cpuinfo == null ? -1 : cpuinfo.indexOf("\nflags");
    if (cpuinfo == null || flags < 0) {
      return false;
    }
    int end = cpuinfo.indexOf('\n', flags + 1);
    String line = cpuinfo.substring(flags, end < 0 ? cpuinfo.length() : end) + ' ';
    return line.contains(' ' + flag + ' ');
  }

  private static @Nullable String text(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return null;
    }
  }
}
