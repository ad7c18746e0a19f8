package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheContentsTest {
  private static final String USED = "a".repeat(64);
  private static final String FREE = "b".repeat(64);

  @TempDir private Path directory;

  private Path entry(String name, int bytes) throws IOException {
    Path entry = Files.createDirectory(directory.resolve(name));
    Files.write(entry.resolve("vmlinux"), new byte[bytes]);
    return entry;
  }

  @Test
  void listsAndRemovesWhatNobodyUses() throws IOException {
    KernelCache cache = new KernelCache(directory);
    CacheContents contents = new CacheContents(cache);
    Path used = entry(USED, 1);
    Path free = entry(FREE, 300);
    Path work = entry(".work-" + FREE + "-17", 20);
    Path memory = Files.write(directory.resolve("source.sha256"), new byte[4]);
    CacheItem stays = new CacheItem(used, 1, true);
    List<CacheItem> others =
        List.of(
            new CacheItem(free, 300, false),
            new CacheItem(work, 20, false),
            new CacheItem(memory, 4, false));
    try (KeyLock _ = KeyLock.lock(cache.lockFile(USED), () -> {})) {
      assertThat(contents.list()).contains(stays).containsAll(others).hasSize(4);
      assertThat(List.of(free, work, memory)).allMatch(Files::exists);
      assertThat(contents.remove()).contains(stays).containsAll(others).hasSize(4);
      assertThat(used).exists();
      assertThat(List.of(free, work, memory)).noneMatch(Files::exists);
    }
    assertThat(contents.remove()).containsExactly(new CacheItem(used, 1, false));
    assertThat(used).doesNotExist();
  }

  @Test
  void isEmptyWhereThereIsNoCache() throws IOException {
    assertThat(new CacheContents(new KernelCache(directory.resolve("none"))).remove()).isEmpty();
  }
}
