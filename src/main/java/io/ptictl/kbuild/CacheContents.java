package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a kernel cache holds, to be listed or removed. */
public final class CacheContents {
  private static final Pattern KEYED =
      Pattern.compile("(?:\\.work-)?([0-9a-f]{64})(?:$|[.-](?!lock).*)");

  private final KernelCache cache;

  /**
   * @param cache which need not exist yet
   */
  public CacheContents(KernelCache cache) {
    this.cache = cache;
  }

  /** All there is, in no order. Changes nothing. */
  public List<CacheItem> list() throws IOException {
    return examine(false);
  }

  /**
   * Removes all that nobody uses.
   *
   * @return all that was there; those in use are still
   */
  public List<CacheItem> remove() throws IOException {
    return examine(true);
  }

  private List<CacheItem> examine(boolean remove) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    if (!Files.isDirectory(cache.directory())) {
      return items;
    }
    for (Path path : Trees.entries(cache.directory())) {
      var keyed = KEYED.matcher(path.getFileName().toString());
      if (keyed.matches()) {
        items.add(examine(path, cache.lockFile(keyed.group(1)), remove));
      } else if (!path.getFileName().toString().endsWith(".lock")) {
        items.add(new CacheItem(path, Trees.size(path), false));
        if (remove) {
          Trees.remove(path);
        }
      }
    }
    return items;
  }

  private static CacheItem examine(Path path, Path lockFile, boolean remove) throws IOException {
    long bytes = Trees.size(path);
    try (KeyLock lock = KeyLock.tryLock(lockFile)) {
      if (lock != null && remove) {
        Trees.remove(path);
      }
      return new CacheItem(path, bytes, lock == null);
    } catch (AccessDeniedException e) {
      return new CacheItem(path, bytes, true); // another user's
    }
  }
}
