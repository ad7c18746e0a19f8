package io.ptictl.policy;

import io.ptictl.process.MachineState;
import io.ptictl.sys.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel that runs makes of capability 41. */
public enum KernelMeaning {
  /** The opt-out of page-table isolation. */
  OPT_OUT,
  /** Nothing: it does not know as many. */
  NONE,
  /** Something else, and every marked program gets it. */
  FOREIGN;

  private static final Path LAST = Path.of("/proc/sys/kernel/cap_last_cap");

  /** That of this machine's kernel. */
  public static KernelMeaning read() {
    if (MachineState.read().control()) {
      return OPT_OUT;
    }
    try {
      return of(Integer.parseInt(Files.readString(LAST).strip()));
    } catch (IOException | NumberFormatException _) {
      return NONE;
    }
  }

  /** That of a kernel without the control whose last capability is this one. */
  static KernelMeaning of(int lastCapability) {
    return lastCapability < Capabilities.PAYLOAD ? NONE : FOREIGN;
  }

  /** To be said where there are marks; empty if all is well. */
  public String warning() {
    return switch (this) {
      case OPT_OUT -> "";
      case NONE ->
          "this kernel has no per-process opt-out: marks have no effect until one that has it is"
              + " booted";
      case FOREIGN ->
          "this kernel has no per-process opt-out, and means something else by capability 41, which"
              + " marked programs get: take the marks away (ptictl unmark --all)";
    };
  }
}
