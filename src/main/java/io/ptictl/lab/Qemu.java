package io.ptictl.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * QEMU without KVM: no default devices, no ACPI, nothing that listens outside the machine's private
 * directory. The guest's root directory is the host's, over 9p.
 */
final class Qemu implements Emulator {
  private static final String PROGRAM = "qemu-system-x86_64";

  /** One instruction a nanosecond. */
  private static final String KHZ_OF_INSTRUCTIONS = "1000000";

  /** Debian's package that has it. */
  private static final String PACKAGE = "qemu-system-x86";

  @Override
  public String name() {
    return "QEMU";
  }

  @Override
  public void check(MachineSpec spec) {
    // Whatever a specification can say, QEMU can emulate.
  }

  @Override
  public int expectedSeconds(MachineSpec spec) {
    return 2;
  }

  @Override
  public int patienceSeconds() {
    // The debug kernel takes 30 s on a busy host, ten times as long as the usual one.
    return 240;
  }

  @Override
  public boolean keepsTimeWithHost() {
    return true;
  }

  @Override
  public List<String> prepare(MachineSpec spec, Path init, MachineDirectory directory) {
    Path program = Emulator.find(PROGRAM, PACKAGE);
    Initramfs.write(directory, init, PackedRoot.NONE);
    List<String> line = new ArrayList<>();
    add(line, directory.path().toString(), program.toString());
    if (spec.instructionClock()) {
      add(line, "-accel", "tcg,thread=single", "-icount", "shift=0");
    } else {
      add(line, "-accel", "tcg,thread=multi");
    }
    add(line, "-machine", "pc");
    add(line, "-cpu", spec.cpu().model() + (spec.fiveLevel() ? ",+la57" : ""));
    // SeaBIOS lists sockets, not cores, in the table by which a kernel without ACPI finds CPUs.
    add(line, "-smp", spec.processors() + ",sockets=" + spec.processors());
    add(line, "-m", spec.memoryMiB() + "M");
    add(line, "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none");
    add(line, "-kernel", spec.kernel().toString());
    add(line, "-initrd", directory.initramfs().toString());
    add(line, "-append", KernelParameters.of(spec, ownParameters(spec, directory)));
    add(line, "-serial", "file:" + directory.console());
    add(line, "-chardev", "socket,id=qmp,path=" + directory.qmp() + ",server=on,wait=off");
    add(line, "-mon", "chardev=qmp,mode=control");
    add(line, "-chardev", "stdio,id=channel,signal=off");
    add(line, "-device", "virtio-serial-pci", "-device", "virtserialport,chardev=channel");
    add(line, "-fsdev", "local,id=root,path=/,security_model=none,readonly=on,multidevs=remap");
    add(line, "-device", "virtio-9p-pci,fsdev=root,mount_tag=host");
    return line;
  }

  @Override
  public Stream<String> complaint(String line) {
    return line.contains("TCG doesn't support") ? Stream.empty() : Stream.of(line);
  }

  private static List<String> ownParameters(MachineSpec spec, MachineDirectory directory) {
    // By default that of the host, which the guard fills in (guest/tsc.c).
    String kilohertz = spec.instructionClock() ? KHZ_OF_INSTRUCTIONS : "@TSC_KHZ@";
    return List.of("tsc_early_khz=" + kilohertz, "ptictl_lab=" + directory.path());
  }

  private static void add(List<String> line, String... words) {
    line.addAll(List.of(words));
  }
}
