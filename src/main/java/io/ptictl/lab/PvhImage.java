package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What lies in a machine's memory when its kernel is entered by PVH (Xen's
 * public/arch-x86/hvm/start_info.h): start information, kernel, initial file system. As a file, to
 * be loaded at {@link #ADDRESS}.
 *
 * <p>It begins with three words of 32 bits for guest/rom.S: the kernel's entry, where the start
 * information is, and where the mark is that ends the image.
 *
 * @param end the address after it
 */
record PvhImage(long end) {
  /** Below the kernel, which begins at 16 MiB. */
  static final int ADDRESS = 0xf00000;

  private static final int START_INFO = ADDRESS + 0x100;
  private static final int MODULES = ADDRESS + 0x200;
  private static final int MEMORY_MAP = ADDRESS + 0x300;
  private static final int COMMAND_LINE = ADDRESS + 0x1000;

  /** COMMAND_LINE_SIZE of x86. */
  private static final int COMMAND_LINE_SIZE = 2048;

  private static final int START_MAGIC = 0x336ec578;
  private static final int MARK = 0x49545021;
  private static final int PAGE = 4096;

  /** What Bochs' BIOS keeps for itself: at the end of conventional memory, and at the top. */
  private static final int CONVENTIONAL = 0x9f000;

  private static final int TOP = 0x10000;
  private static final int USABLE = 1;

  /** What kernel and programs need besides. */
  private static final int WORKING_MIB = 96;

  /**
   * Writes one.
   *
   * @throws Failure if the kernel has no PVH entry, or all of it does not fit into the memory
   */
  static PvhImage write(Path file, MachineSpec spec, Path initramfs, String commandLine)
      throws IOException {
    if (commandLine.length() >= COMMAND_LINE_SIZE) {
      throw Failure.usage("kernel parameters: longer than " + COMMAND_LINE_SIZE + " bytes");
    }
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel files = FileChannel.open(initramfs)) {
      Vmlinux kernel = Vmlinux.read(spec.kernel());
      for (Vmlinux.Segment segment : kernel.segments()) {
        put(out, segment.address(), segment.bytes());
      }
      long module = (kernel.end() + PAGE - 1) & -PAGE;
      long size = files.size();
      checkRoom(module, size, spec.memoryMiB());
      copy(files, out.position(module - ADDRESS));
      long mark = (module + size + 3) & -4;
      put(out, mark, words(4).putInt(MARK));
      put(out, ADDRESS, words(12).putInt(kernel.entry()).putInt(START_INFO).putInt((int) mark));
      put(out, START_INFO, startInfo());
      put(out, MODULES, words(32).putLong(module).putLong(size).putLong(0).putLong(0));
      put(out, MEMORY_MAP, memoryMap((long) spec.memoryMiB() << 20));
      put(
          out,
          COMMAND_LINE,
          ByteBuffer.wrap((commandLine + "\0").getBytes(StandardCharsets.UTF_8)));
      return new PvhImage(mark + 4);
    }
  }

  private static void copy(FileChannel from, FileChannel to) throws IOException {
    long done = 0;
    while (done < from.size()) {
      done += from.transferTo(done, from.size() - done, to);
    }
  }

  /** The kernel unpacks the files beside the image, into at most half of its memory. */
  private static void checkRoom(long kernelEnd, long files, int memoryMiB) {
    long need = (kernelEnd + 2 * files >> 20) + WORKING_MIB;
    if (need > memoryMiB) {
      throw Failure.usage(
          "memory of %d MiB: kernel and files of the machine need %d; use --memory %d"
              .formatted(memoryMiB, need, need));
    }
  }

  private static ByteBuffer startInfo() {
    return words(56)
        .putInt(START_MAGIC)
        .putInt(1) // version
        .putInt(0) // flags
        .putInt(1) // modules
        .putLong(MODULES)
        .putLong(COMMAND_LINE)
        .putLong(0) // no ACPI
        .putLong(MEMORY_MAP)
        .putInt(2) // entries in it
        .putInt(0);
  }

  private static ByteBuffer memoryMap(long size) {
    return words(48)
        .putLong(0)
        .putLong(CONVENTIONAL)
        .putInt(USABLE)
        .putInt(0)
        .putLong(1 << 20)
        .putLong(size - TOP - (1 << 20))
        .putInt(USABLE)
        .putInt(0);
  }

  private static ByteBuffer words(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(FileChannel out, long address, ByteBuffer bytes) throws IOException {
    bytes.rewind();
    out.position(address - ADDRESS);
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
