package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of an uncompressed kernel (elf.h) that it takes to boot it by PVH.
 *
 * @param entry the physical address where to enter it with 32 bits
 * @param segments what is to be in memory
 * @param end the physical address after the memory that it takes for itself at first
 */
record Vmlinux(int entry, List<Segment> segments, long end) {
  private static final int MAGIC = 0x464c457f;
  private static final int PT_LOAD = 1;
  private static final int PT_NOTE = 4;

  /** xen/interface/elfnote.h: XEN_ELFNOTE_PHYS32_ENTRY. */
  private static final int PHYS32_ENTRY = 18;

  private static final int XEN = 0x006e6558; // "Xen", NUL

  /** Bytes at a physical address. */
  record Segment(long address, ByteBuffer bytes) {}

  /**
   * @throws Failure if it is no uncompressed kernel, or has no PVH entry
   * @throws IOException if it cannot be read
   */
  static Vmlinux read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = Math.min(channel.size(), Integer.MAX_VALUE);
      ByteBuffer elf = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return parse(elf.order(ByteOrder.LITTLE_ENDIAN));
    } catch (IndexOutOfBoundsException e) {
      throw new Failure(
          ExitStatus.NO, file + ": not a kernel's uncompressed vmlinux with a PVH entry", e);
    }
  }

  /**
   * @throws IndexOutOfBoundsException if it is none
   */
  private static Vmlinux parse(ByteBuffer elf) {
    if (elf.getInt(0) != MAGIC) {
      throw new IndexOutOfBoundsException("no ELF file");
    }
    List<Segment> segments = new ArrayList<>();
    int entry = 0;
    long end = 0;
    int headers = (int) elf.getLong(32);
    for (int i = 0; i < elf.getShort(56); i++) {
      int header = headers + i * elf.getShort(54);
      ByteBuffer bytes = elf.slice((int) elf.getLong(header + 8), (int) elf.getLong(header + 32));
      long address = elf.getLong(header + 24);
      switch (elf.getInt(header)) {
        case PT_LOAD -> {
          segments.add(new Segment(address, bytes));
          end = Math.max(end, address + elf.getLong(header + 40));
        }
        case PT_NOTE -> entry = entryIn(bytes.order(ByteOrder.LITTLE_ENDIAN));
        default -> {}
      }
    }
    if (entry == 0) {
      throw new IndexOutOfBoundsException("no PVH entry");
    }
    return new Vmlinux(entry, segments, end);
  }

  /** Notes are a name's length, a description's length, a type, name and description. */
  private static int entryIn(ByteBuffer notes) {
    int at = 0;
    while (at < notes.limit()) {
      int description = at + 12 + padded(notes.getInt(at));
      if (notes.getInt(at + 8) == PHYS32_ENTRY && notes.getInt(at + 12) == XEN) {
        return notes.getInt(description);
      }
      at = description + padded(notes.getInt(at + 4));
    }
    return 0;
  }

  private static int padded(int length) {
    return (length + 3) & -4;
  }
}
