package io.ptictl.service;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Debian on a disk of its own, which firmware and GRUB start in QEMU, with systemd as its first
 * process. At each boot it runs the script on its second disk, and reboots, which ends QEMU.
 */
final class DiskMachine {
  private static final int SECTOR = 512;
  private static final int FIRST_SECTOR = 2048;
  private static final int MEBIBYTES = 3072;
  private static final int SCRIPT_BYTES = 1 << 16;

  private final Path directory;
  private final Path root;

  /**
   * @param directory for the disk, and the tree that it is made of; on a disk, 2 GB free
   */
  DiskMachine(Path directory) {
    this.directory = directory;
    this.root = directory.resolve("root");
  }

  Path root() {
    return root;
  }

  /** The tree: Debian as debootstrap(8) installs it from the mirror of this host's apt. */
  void bootstrap(String... packages) throws IOException, InterruptedException {
    String[] site =
        run("apt-get", "indextargets", "--format", "$(SITE) $(CODENAME) $(ORIGIN)")
            .lines()
            .filter(
                line ->
                    line.endsWith(" Debian") && !line.matches(".*(updates|security|backports).*"))
            .findFirst()
            .orElseThrow(() -> Failure.unsupported("apt: has no mirror of Debian"))
            .split(" ");
    run(
        "debootstrap",
        "--variant=minbase",
        "--include=" + String.join(",", packages),
        site[1],
        root.toString(),
        site[0]);
  }

  /** Writes a file of the tree. */
  void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The disk: a partition with the tree, and GRUB before it, where firmware looks for it. */
  void makeDisk() throws IOException, InterruptedException {
    run("cp", "-r", "/usr/lib/grub/i386-pc", root.resolve("boot/grub").toString());
    Path disk = disk();
    run("truncate", "-s", MEBIBYTES + "M", disk.toString());
    run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-d",
        root.toString(),
        "-E",
        "offset=" + FIRST_SECTOR * SECTOR,
        disk.toString(),
        MEBIBYTES - 2 + "M");
    Path core = directory.resolve("core.img");
    run(
        "grub-mkimage",
        "-O",
        "i386-pc",
        "-o",
        core.toString(),
        "-p",
        "(hd0,msdos1)/boot/grub",
        "biosdisk",
        "part_msdos",
        "ext2",
        "normal",
        "linux",
        "configfile",
        "search",
        "serial",
        "echo",
        "gzio");
    byte[] boot = Arrays.copyOf(Files.readAllBytes(Path.of("/usr/lib/grub/i386-pc/boot.img")), 440);
    ByteBuffer table = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN).position(6);
    table
        .put((byte) 0x80)
        .put(new byte[] {-2, -1, -1})
        .put((byte) 0x83)
        .put(new byte[] {-2, -1, -1});
    table.putInt(FIRST_SECTOR).putInt((MEBIBYTES - 2) * 2048);
    table.put(70, (byte) 0x55).put(71, (byte) 0xaa);
    try (RandomAccessFile out = new RandomAccessFile(disk.toFile(), "rw")) {
      out.write(boot);
      out.write(table.array());
      out.write(Files.readAllBytes(core));
    }
  }

  /**
   * Boots, and runs a script as root once all services are started.
   *
   * @return what it printed
   */
  String boot(String script) throws IOException, InterruptedException {
    Path second = directory.resolve("script");
    byte[] text = (script + "\nexit 0\n").getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[SCRIPT_BYTES];
    Arrays.fill(padded, (byte) '\n');
    System.arraycopy(text, 0, padded, 0, text.length);
    Files.write(second, padded);
    Path output = directory.resolve("output");
    Files.deleteIfExists(output);
    run(
        "qemu-system-x86_64",
        "-machine",
        "pc",
        "-accel",
        "tcg,thread=multi",
        "-cpu",
        "Skylake-Client",
        "-smp",
        "2,sockets=2",
        "-m",
        "1536",
        "-nodefaults",
        "-no-reboot",
        "-display",
        "none",
        "-drive",
        "file=" + disk() + ",if=virtio,format=raw,cache=unsafe",
        "-drive",
        "file=" + second + ",if=virtio,format=raw,cache=unsafe",
        "-serial",
        "file:" + directory.resolve("console"),
        "-serial",
        "file:" + output);
    return Files.readString(output).replace("\r", "");
  }

  /** The extended attributes of a file of the disk, while the machine is off. */
  String attributes(String file) throws IOException, InterruptedException {
    return run("debugfs", "-R", "ea_list " + file, disk() + "?offset=" + FIRST_SECTOR * SECTOR);
  }

  /** What runs the script of the second disk; emulated, on a busy host, nothing is in time. */
  void prepareToRunScripts() throws IOException {
    file(
        "etc/systemd/system.conf.d/patience.conf",
        "[Manager]\nDefaultTimeoutStartSec=1h\nDefaultTimeoutStopSec=1h\n");
    file("etc/dpkg/dpkg.cfg.d/quick", "force-unsafe-io\n");
    file(
        "etc/systemd/system/script.service",
        """
        [Unit]
        After=multi-user.target
        [Service]
        Type=oneshot
        StandardOutput=file:/dev/ttyS1
        StandardError=inherit
        ExecStart=/bin/sh /dev/vdb
        ExecStopPost=/bin/sh -c 'sync; systemctl reboot --force --force'
        TimeoutStartSec=infinity
        """);
    Path wants = root.resolve("etc/systemd/system/graphical.target.wants");
    Files.createDirectories(wants);
    Files.createSymbolicLink(wants.resolve("script.service"), Path.of("../script.service"));
  }

  private Path disk() {
    return directory.resolve("disk");
  }

  /** Runs a program of the host to its end. */
  static String run(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (OutputStream none = process.getOutputStream()) {
      none.flush();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
