package io.ptictl.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What was read of a whole file, in one go.
 *
 * @param sha256 in hexadecimal
 * @param texts those of the texts looked for that it contains
 */
record Content(String sha256, Set<String> texts) {
  private static final int BLOCK = 1 << 20;

  /**
   * Reads it.
   *
   * @param lookedFor texts of ASCII characters
   */
  static Content read(FileChannel file, Set<String> lookedFor) throws IOException {
    MessageDigest digest = newDigest();
    List<String> missing = new ArrayList<>(lookedFor);
    Set<String> found = new HashSet<>();
    int overlap = missing.stream().mapToInt(String::length).max().orElse(1) - 1;
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    String tail = "";
    for (long at = 0; ; at += buffer.limit()) {
      buffer.clear();
      if (file.read(buffer, at) <= 0) {
        return new Content(HexFormat.of().formatHex(digest.digest()), Set.copyOf(found));
      }
      buffer.flip();
      digest.update(buffer.array(), 0, buffer.limit());
      String block =
          tail + new String(buffer.array(), 0, buffer.limit(), StandardCharsets.ISO_8859_1);
      missing.removeIf(text -> block.contains(text) && found.add(text));
      tail = block.substring(Math.max(0, block.length() - overlap));
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
