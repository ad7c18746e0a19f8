package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Raw;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine's first file system: the guest program as {@code /init}, a console, and below {@code
 * /root} the root directory of a machine that cannot have the host's. In the "newc" form of cpio
 * (Documentation/driver-api/early-userspace/buffer-format.rst), not compressed: an emulated
 * processor would take longer to unpack it than the host to copy it.
 */
final class Initramfs {
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int LIST = 0100600;
  private static final int CHARACTER_DEVICE = 0020600;

  private static final int BUFFER = 1 << 20;

  private final OutputStream out;
  private long written;
  private int inode;

  private Initramfs(OutputStream out) {
    this.out = out;
  }

  /**
   * @throws Failure if the guest program is missing, something is not readable or the file cannot
   *     be written
   */
  static void write(MachineDirectory directory, Path init, PackedRoot root) {
    try (OutputStream file = Files.newOutputStream(directory.initramfs());
        OutputStream out = new BufferedOutputStream(file, BUFFER)) {
      Initramfs image = new Initramfs(out);
      image.entry("dev", DIRECTORY, new byte[0]);
      image.header("dev/console", CHARACTER_DEVICE, 0, 0, 5, 1, 0);
      image.entry("init", PROGRAM, Files.readAllBytes(init));
      if (root != PackedRoot.NONE) {
        image.entry("capabilities", LIST, Files.readAllBytes(directory.capabilities()));
        image.pack(root);
      }
      image.entry("TRAILER!!!", 0, new byte[0]);
    } catch (IOException e) {
      throw new Failure(1, "the lab's initial file system: " + e, e);
    }
  }

  private void pack(PackedRoot root) throws IOException {
    entry("root", DIRECTORY, new byte[0]);
    for (String made : List.of("dev", "proc", "root", "run", "sys", "var")) {
      entry("root/" + made, DIRECTORY, new byte[0]);
    }
    for (String made : List.of("tmp", "var/tmp")) {
      entry("root/" + made, DIRECTORY | 01777, new byte[0]);
    }
    for (Path path : root.paths()) {
      pack(path);
    }
  }

  private void pack(Path path) throws IOException {
    int mode = attribute(path, "unix:mode");
    int uid = attribute(path, "unix:uid");
    int gid = attribute(path, "unix:gid");
    String name = "root" + path;
    switch (mode & TYPE) {
      case LINK -> {
        byte[] target = bytes(Files.readSymbolicLink(path).toString());
        header(name, mode, uid, gid, 0, 0, target.length);
        padded(target);
      }
      case REGULAR -> {
        long size = Files.size(path);
        header(name, mode, uid, gid, 0, 0, size);
        long copied = Files.copy(path, out);
        if (copied != size) {
          throw new IOException(path + " changed while it was packed");
        }
        written += copied;
        padded(new byte[0]);
      }
      default -> header(name, mode, uid, gid, 0, 0, 0);
    }
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
  }

  private void entry(String name, int mode, byte[] content) throws IOException {
    header(name, mode, 0, 0, 0, 0, content.length);
    padded(content);
  }

  private void header(String name, int mode, int uid, int gid, int major, int minor, long size)
      throws IOException {
    byte[] bytes = bytes(name + "\0");
    String numbers =
        hex(++inode, mode, uid, gid, 1, 0, size) + hex(0, 0, major, minor, bytes.length, 0);
    out.write(bytes("070701" + numbers));
    written += 6 + numbers.length();
    padded(bytes);
  }

  private static byte[] bytes(String name) {
    return Raw.bytes(Raw.of(name));
  }

  private static String hex(long... numbers) {
    StringBuilder s = new StringBuilder();
    for (long n : numbers) {
      s.append(String.format("%08X", n));
    }
    return s.toString();
  }

  private void padded(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
    int padding = (int) (-written & 3);
    out.write(new byte[padding]);
    written += padding;
  }
}
