package io.ptictl.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an ELF file says about itself (elf.h), as far as it matters here.
 *
 * @param type 2 for a program, 3 for one that runs anywhere, or a library
 * @param machine for which processor
 * @param entry where it begins to run; 0 if it does not run
 * @param loader the program that loads it, null if the kernel does
 * @param buildId a number, in hexadecimal, that the linker gave it and strip(1) leaves; may be null
 */
record Elf(int type, int machine, long entry, @Nullable String loader, @Nullable String buildId) {
  static final int EXECUTABLE = 2;
  static final int ANYWHERE = 3;

  private static final int MAGIC = 0x464c457f;
  private static final int PT_INTERP = 3;
  private static final int PT_NOTE = 4;
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int GNU = 0x00554e47;

  /** More than any honest file has; a dishonest one is not to cost much. */
  private static final int MAX_SEGMENTS = 256;

  private static final int MAX_SEGMENT_BYTES = 1 << 16;

  /** Of a file; null if it is none, or none of a little-endian machine. */
  static @Nullable Elf read(FileChannel file) throws IOException {
    ByteBuffer header = bytes(file, 0, 64);
    if (header.limit() < 52 || header.getInt(0) != MAGIC || header.get(5) != 1) {
      return null;
    }
    boolean wide = header.get(4) == 2;
    if (wide && header.limit() < 64) {
      return null;
    }
    Elf elf =
        new Elf(
            header.getShort(16),
            header.getShort(18),
            wide ? header.getLong(24) : Integer.toUnsignedLong(header.getInt(24)),
            null,
            null);
    long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
    int size = header.getShort(wide ? 54 : 42);
    int count = header.getShort(wide ? 56 : 44);
    for (int i = 0; i < Math.min(count, MAX_SEGMENTS) && size >= (wide ? 56 : 32); i++) {
      ByteBuffer segment = bytes(file, table + (long) i * size, size);
      if (segment.limit() < size) {
        break;
      }
      elf = elf.with(file, wide, segment);
    }
    return elf;
  }

  private Elf with(FileChannel file, boolean wide, ByteBuffer segment) throws IOException {
    int kind = segment.getInt(0);
    if (kind != PT_INTERP && kind != PT_NOTE) {
      return this;
    }
    long offset = wide ? segment.getLong(8) : Integer.toUnsignedLong(segment.getInt(4));
    long length = wide ? segment.getLong(32) : Integer.toUnsignedLong(segment.getInt(16));
    if (offset < 0 || length < 0 || length > MAX_SEGMENT_BYTES) {
      return this;
    }
    ByteBuffer content = bytes(file, offset, (int) length);
    return kind == PT_INTERP
        ? new Elf(type, machine, entry, text(content), buildId)
        : new Elf(type, machine, entry, loader, buildId == null ? buildId(content) : buildId);
  }

  private static String text(ByteBuffer content) {
    String all = StandardCharsets.ISO_8859_1.decode(content).toString();
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  /** Notes are: length of the name, length of the content, type, name, content; padded to four. */
  private static @Nullable String buildId(ByteBuffer notes) {
    int at = 0;
    while (at + 12 <= notes.limit()) {
      int name = notes.getInt(at);
      int length = notes.getInt(at + 4);
      long content = at + 12L + ((name + 3L) & ~3L);
      if (name < 0 || length < 0 || content + length > notes.limit()) {
        return null;
      }
      if (notes.getInt(at + 8) == NT_GNU_BUILD_ID && name == 4 && notes.getInt(at + 12) == GNU) {
        byte[] id = new byte[length];
        notes.get((int) content, id);
        return HexFormat.of().formatHex(id);
      }
      at = (int) (content + ((length + 3L) & ~3L));
    }
    return null;
  }

  private static ByteBuffer bytes(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (offset >= 0 && buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }
}
