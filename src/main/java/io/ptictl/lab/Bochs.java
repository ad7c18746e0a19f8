package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's Bochs, which emulates processors that really are affected, with PCID. It has no paths to
 * the host but serial ports: the guest's root directory is packed into its memory, the channel runs
 * over a pseudo terminal, and its flow is controlled over another (guest/bochs.c, guest/line.c).
 *
 * <p>Nothing is read from a disk: kernel and files are put into the memory before the machine is
 * switched on, and an option ROM (guest/rom.S) enters the kernel. From a disk, by a boot loader,
 * the same takes twenty times as long.
 */
final class Bochs implements Emulator {
  static final long INSTRUCTIONS_PER_SECOND = 50_000_000;

  private static final String PROGRAM = "bochs";
  private static final String PACKAGES = "bochs bochs-term bochsbios";

  /** Above, Bochs' BIOS would have to leave a hole for PCI. */
  private static final int MAX_MEMORY_MIB = 2048;

  /**
   * Bochs gives memory to a guest by blocks (128 KiB in 2.7), as they are first used, but reads an
   * image into it as if all of it were one. Where the image's blocks are used in their order before
   * all others, they are.
   */
  private static final int BLOCK = 64 * 1024;

  private static final int ROM = 0xd0000;

  private static final String PANIC = ">>PANIC<< ";

  /** So every machine ends. */
  private static final String TRIPLE_FAULT = "3rd (13) exception with no resolution";

  @Override
  public String name() {
    return "Bochs";
  }

  @Override
  public void check(MachineSpec spec) {
    if (spec.memoryMiB() > MAX_MEMORY_MIB) {
      throw Failure.usage(
          "memory of %d MiB: must be at most %d on CPU %s"
              .formatted(spec.memoryMiB(), MAX_MEMORY_MIB, spec.cpu().name()));
    }
    if (spec.fiveLevel()) {
      throw Failure.usage("5-level page tables: CPU " + spec.cpu().name() + " has none");
    }
  }

  @Override
  public int expectedSeconds(MachineSpec spec) {
    return 2 + 3 * spec.processors();
  }

  @Override
  public int patienceSeconds() {
    return 600;
  }

  @Override
  public boolean keepsTimeWithHost() {
    return false;
  }

  @Override
  public List<String> prepare(MachineSpec spec, Path init, MachineDirectory directory) {
    Path program = Emulator.find(PROGRAM, PACKAGES);
    GuestProgram.listCapabilities(init, directory);
    Initramfs.write(directory, init, PackedRoot.of(spec.files(), spec.directories()));
    try {
      PvhImage image =
          PvhImage.write(directory.memory(), spec, directory.initramfs(), parameters(spec));
      Files.delete(directory.initramfs());
      Files.write(directory.path().resolve("bochsrc"), settings(spec));
      Files.write(directory.path().resolve("debugger"), debuggerCommands(image));
    } catch (IOException e) {
      throw new Failure(ExitStatus.NO, directory.path() + ": cannot be written: " + e, e);
    }
    return List.of(
        "--bochs",
        directory.path().toString(),
        program.toString(),
        "-q",
        "-f",
        "bochsrc",
        "-rc",
        "debugger",
        "com2: enabled=1, mode=term, dev=@PORT@",
        "com3: enabled=1, mode=term, dev=@TAKINGS@");
  }

  @Override
  public Stream<String> complaint(String line) {
    int at = line.indexOf(PANIC);
    return at < 0 || line.contains(TRIPLE_FAULT)
        ? Stream.empty()
        : Stream.of(line.substring(at + PANIC.length()));
  }

  private static String parameters(MachineSpec spec) {
    return KernelParameters.of(
        spec,
        List.of(
            "tsc_early_khz=" + INSTRUCTIONS_PER_SECOND / 1000,
            // Bochs' MWAIT (2.7) misses what another CPU writes now and then: an idle one was found
            // asleep for ever with need_resched set. One that waits by HLT is woken by an IPI.
            "idle=halt",
            // A triple fault ends it, as it ends QEMU under -no-reboot.
            "reboot=t",
            "ptictl_channel=/dev/ttyS1",
            "ptictl_takings=/dev/ttyS2"));
  }

  /** Names of files are relative: the guard starts Bochs in the machine's directory. */
  private static List<String> settings(MachineSpec spec) {
    return List.of(
        "cpu: model=%s, count=%d, ips=%d, reset_on_triple_fault=0"
            .formatted(spec.cpu().model(), spec.processors(), INSTRUCTIONS_PER_SECOND),
        "memory: guest=%1$d, host=%1$d".formatted(spec.memoryMiB()),
        "romimage: file=$BXSHARE/BIOS-bochs-latest, options=fastboot",
        "vgaromimage: file=$BXSHARE/VGABIOS-lgpl-latest",
        "optromimage1: file=rom, address=0x%x".formatted(ROM),
        "optramimage1: file=memory, address=0x%x".formatted(PvhImage.ADDRESS),
        // Time is the number of instructions; nothing waits for the host's.
        "clock: sync=none, time0=utc",
        "com1: enabled=1, mode=file, dev=console",
        "ata0: enabled=0",
        "ata1: enabled=0",
        "display_library: term",
        "config_interface: textconfig",
        "log: -",
        "debugger_log: -",
        "panic: action=fatal",
        "error: action=ignore",
        "info: action=ignore",
        "debug: action=ignore");
  }

  /** Uses every block, and goes. */
  private static List<String> debuggerCommands(PvhImage image) {
    List<String> commands = new ArrayList<>();
    for (long at = PvhImage.ADDRESS; at < image.end(); at += BLOCK) {
      commands.add("xp /1bx 0x%x".formatted(at));
    }
    commands.add("c");
    return commands;
  }
}
