package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's command line for a machine: no KVM, no default devices, no ACPI, nothing that listens
 * outside the machine's private directory.
 */
final class Qemu {
  private static final String PROGRAM = "qemu-system-x86_64";

  private Qemu() {}

  /** Debian's package that has it. */
  static final String PACKAGE = "qemu-system-x86";

  /**
   * @throws Failure (unsupported) if it is not installed
   */
  static Path find() {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (String directory : path.split(File.pathSeparator)) {
      Path program = Path.of(directory.isEmpty() ? "." : directory, PROGRAM);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw Failure.unsupported(PROGRAM + ": not installed; run apt-get install " + PACKAGE);
  }

  static List<String> commandLine(Path program, MachineSpec spec, MachineDirectory directory) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    if (spec.instructionClock()) {
      add(line, "-accel", "tcg,thread=single", "-icount", "shift=0");
    } else {
      add(line, "-accel", "tcg,thread=multi");
    }
    add(line, "-machine", "pc");
    add(line, "-cpu", spec.cpu() + (spec.fiveLevel() ? ",+la57" : ""));
    // SeaBIOS lists sockets, not cores, in the table by which a kernel without ACPI finds CPUs.
    add(line, "-smp", spec.processors() + ",sockets=" + spec.processors());
    add(line, "-m", spec.memoryMiB() + "M");
    add(line, "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none");
    add(line, "-kernel", spec.kernel().toString());
    add(line, "-initrd", directory.initramfs().toString());
    add(line, "-append", String.join(" ", KernelParameters.of(spec, directory)));
    add(line, "-serial", "file:" + directory.console());
    add(line, "-chardev", "socket,id=qmp,path=" + directory.qmp() + ",server=on,wait=off");
    add(line, "-mon", "chardev=qmp,mode=control");
    add(line, "-chardev", "stdio,id=channel,signal=off");
    add(line, "-device", "virtio-serial-pci", "-device", "virtserialport,chardev=channel");
    add(line, "-fsdev", "local,id=root,path=/,security_model=none,readonly=on,multidevs=remap");
    add(line, "-device", "virtio-9p-pci,fsdev=root,mount_tag=host");
    return line;
  }

  private static void add(List<String> line, String... words) {
    line.addAll(List.of(words));
  }
}
