package io.ptictl.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTest {
  private static final int BLOCK = 1 << 20; // it reads by these
  private static final String TEXT = "a text that tells";

  @TempDir private Path directory;

  /** At each place relative to the end of a block, the last byte of the file included. */
  @ParameterizedTest
  @ValueSource(ints = {0, BLOCK - 17, BLOCK - 16, BLOCK - 8, BLOCK - 1, BLOCK, 2 * BLOCK - 3})
  void findsATextWhereverItLies(int at) throws Exception {
    byte[] bytes = new byte[at + TEXT.length()];
    Arrays.fill(bytes, (byte) 'x');
    System.arraycopy(TEXT.getBytes(US_ASCII), 0, bytes, at, TEXT.length());
    Path file = Files.write(directory.resolve("file"), bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(Content.read(channel, Set.of(TEXT, "x-", "another text")).texts())
          .containsExactly(TEXT);
    }
  }
}
