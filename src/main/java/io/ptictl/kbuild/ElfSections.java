package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sections of a 64-bit object file that get into a program, by name (elf(5)). */
final class ElfSections {
  private static final int SECTION_OFFSET = 0x28;
  private static final int SECTION_SIZE = 0x3a;
  private static final int NOBITS = 8;
  private static final int SYMBOLS = 2;
  private static final int STRINGS = 3;

  private ElfSections() {}

  /**
   * The names of the sections in which two objects differ. Symbol tables do not count: what they
   * are good for shows in the relocations, which do.
   */
  static SortedSet<String> differing(Path one, Path other) throws IOException {
    SortedMap<String, byte[]> left = read(one);
    SortedMap<String, byte[]> right = read(other);
    SortedSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    names.removeIf(name -> Arrays.equals(left.get(name), right.get(name)));
    return names;
  }

  private static SortedMap<String, byte[]> read(Path file) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < 64 || elf.getInt(0) != 0x464c457f || elf.get(4) != 2) {
      throw new IOException(file + ": no 64-bit object file");
    }
    int table = Math.toIntExact(elf.getLong(SECTION_OFFSET));
    int size = elf.getShort(SECTION_SIZE);
    int count = elf.getShort(SECTION_SIZE + 2) & 0xffff;
    int names = table + size * (elf.getShort(SECTION_SIZE + 4) & 0xffff);
    int nameTable = Math.toIntExact(elf.getLong(names + 0x18));
    SortedMap<String, byte[]> sections = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int header = table + i * size;
      int type = elf.getInt(header + 4);
      if (type != 0 && type != SYMBOLS && type != STRINGS) {
        String name = string(elf, nameTable + elf.getInt(header));
        int length = Math.toIntExact(elf.getLong(header + 0x20));
        byte[] content =
            type == NOBITS
                ? ("zeros " + length).getBytes(StandardCharsets.US_ASCII)
                : bytes(elf, Math.toIntExact(elf.getLong(header + 0x18)), length);
        // Several may have one name, as groups do.
        sections.merge(name, content, ElfSections::joined);
      }
    }
    return sections;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(ByteBuffer elf, int from, int length) {
    byte[] content = new byte[length];
    elf.get(from, content);
    return content;
  }

  private static String string(ByteBuffer elf, int from) {
    int end = from;
    while (elf.get(end) != 0) {
      end++;
    }
    return new String(bytes(elf, from, end - from), StandardCharsets.US_ASCII);
  }
}
