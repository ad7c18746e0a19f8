package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives lab kernels: from the cache, verified, or built. Safe for use by several threads, processes
 * and users of one cache at once: one builds, the others wait and take the result.
 */
public final class Kernels {
  /** What a build occupies at its peak below the cache, in bytes (measured: 0.87 GB). */
  public static final long BUILD_BYTES = 1_100_000_000L;

  private final SourceArchive source;
  private final Feature feature;
  private final KernelCache cache;
  private final long neededBytes;
  private final Consumer<String> notices;

  Kernels(
      SourceArchive source,
      Feature feature,
      KernelCache cache,
      long neededBytes,
      Consumer<String> notices) {
    this.source = source;
    this.feature = feature;
    this.cache = cache;
    this.neededBytes = neededBytes;
    this.notices = notices;
  }

  /**
   * Kernels from Debian's source and this checkout's feature, in this user's cache. {@link
   * DebianPackages#require} of {@link Purpose#KERNEL} comes before {@link #get}.
   *
   * @param notices told in one line each that another build is waited for, or that a cache entry is
   *     damaged; for standard error
   */
  public static Kernels ofThisMachine(Consumer<String> notices) {
    return new Kernels(
        SourceArchive.ofDebian(),
        Feature.ofThisCheckout(),
        KernelCache.ofThisUser(),
        BUILD_BYTES,
        notices);
  }

  /**
   * The kernel of this variant, built first if the cache has none. Takes 0.2 s or about 5 minutes.
   *
   * @throws Failure if it cannot be built; the cache is then as it was
   */
  public Kernel get(Variant variant, Progress progress) {
    try {
      cache.prepare();
      cache.sweep();
      CacheKey key = key(variant);
      Optional<Kernel> found = cache.find(variant, key, notices);
      return found.isPresent() ? found.get() : getLocked(variant, key, progress);
    } catch (IOException e) {
      throw IoFailure.of("kernel build", e);
    }
  }

  private CacheKey key(Variant variant) throws IOException {
    return CacheKey.of(variant, feature, source.sha256(cache.sourceMemory()), Toolchain.found());
  }

  private Kernel getLocked(Variant variant, CacheKey key, Progress progress) throws IOException {
    Runnable onWait =
        () -> {
          notices.accept("kernel build: this kernel is being built already; waiting for it");
          progress.step("waiting for another build");
        };
    try (KeyLock lock = cache.lock(key, onWait)) {
      Optional<Kernel> meanwhile = cache.find(variant, key, damage -> {});
      return meanwhile.isPresent() ? meanwhile.get() : build(variant, key, progress);
    }
  }

  private Kernel build(Variant variant, CacheKey key, Progress progress) throws IOException {
    cache.requireSpace("kernel build", neededBytes);
    LineCount lines = new LineCount(cache.linesMemory(variant));
    try (PrivateDirectory work = cache.workDirectory(key)) {
      BuildLog log = new BuildLog(work.path().resolve("build.log"));
      try {
        cache.setAside(key, work);
        Path entry =
            new KernelBuilder(source, feature, work, log, progress).build(variant, key, lines);
        if (!key(variant).equals(key)) {
          throw Failure.failed(
              "kernel build: the source, the feature or the compiler changed meanwhile; build"
                  + " again");
        }
        cache.store(key, entry);
      } catch (IOException e) {
        throw cache.keepLog(log, key, IoFailure.of("kernel build", e));
      } catch (Failure e) {
        throw cache.keepLog(log, key, e);
      }
    }
    lines.remember();
    cache.forgetFailure(key);
    progress.share(1);
    return cache
        .find(variant, key, notices)
        .orElseThrow(
            () -> Failure.failed("kernel build: " + cache.directory() + " loses what is stored"));
  }
}
