package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine's first file system: the guest program as {@code /init} and a console, nothing else. In
 * the "newc" form of cpio (Documentation/driver-api/early-userspace/buffer-format.rst), not
 * compressed: an emulated processor would take longer to unpack it than QEMU to copy it.
 */
final class Initramfs {
  private static final int DIRECTORY = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int CHARACTER_DEVICE = 0020600;

  private final OutputStream out;
  private int written;
  private int inode;

  private Initramfs(OutputStream out) {
    this.out = out;
  }

  /**
   * @throws Failure if the guest program is missing or the file cannot be written
   */
  static void write(Path file, Path init) {
    try (OutputStream out = Files.newOutputStream(file)) {
      Initramfs image = new Initramfs(out);
      image.entry("dev", DIRECTORY, 0, 0, new byte[0]);
      image.entry("dev/console", CHARACTER_DEVICE, 5, 1, new byte[0]);
      image.entry("init", PROGRAM, 0, 0, Files.readAllBytes(init));
      image.entry("TRAILER!!!", 0, 0, 0, new byte[0]);
    } catch (IOException e) {
      throw new Failure(1, "the lab's initial file system: " + e, e);
    }
  }

  private void entry(String name, int mode, int major, int minor, byte[] content)
      throws IOException {
    String header =
        "070701"
            + hex(++inode, mode, 0, 0, 1, 0, content.length)
            + hex(0, 0, major, minor, name.length() + 1, 0);
    padded((header + name + "\0").getBytes(StandardCharsets.US_ASCII));
    padded(content);
  }

  private static String hex(int... numbers) {
    StringBuilder s = new StringBuilder();
    for (int n : numbers) {
      s.append(String.format("%08X", n));
    }
    return s.toString();
  }

  private void padded(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
    int padding = -written & 3;
    out.write(new byte[padding]);
    written += padding;
  }
}
