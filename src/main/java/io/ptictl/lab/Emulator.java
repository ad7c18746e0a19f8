package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that emulates machines, and how it is made to boot one. Thread-safe. */
sealed interface Emulator permits Qemu, Bochs {
  /** In messages. */
  String name();

  /**
   * @throws Failure (usage) if it cannot emulate such a machine
   */
  void check(MachineSpec spec);

  /** How long a boot takes where nothing else runs: for the display of progress. */
  int expectedSeconds(MachineSpec spec);

  /** How long to wait for a guest at most. */
  int patienceSeconds();

  /** Can the guest's clocks turn out bad where the host is busy, so that a second boot helps? */
  boolean keepsTimeWithHost();

  /**
   * Writes what it boots into the machine's directory.
   *
   * @param init the guest program
   * @return the arguments of the guard (guest/guard.c), the emulator's command line at their end
   * @throws Failure (unsupported) if it is not installed; if the kernel or the files of the machine
   *     cannot be booted with
   */
  List<String> prepare(MachineSpec spec, Path init, MachineDirectory directory);

  /** What a user is to know of a line that it wrote to standard error; may be nothing. */
  Stream<String> complaint(String line);

  /**
   * A program in PATH.
   *
   * @param packages what to install if it is not there
   * @throws Failure (unsupported) if it is not installed
   */
  static Path find(String program, String packages) {
    return Programs.find(program)
        .orElseThrow(
            () ->
                Failure.unsupported(program + ": not installed; run apt-get install " + packages));
  }
}
