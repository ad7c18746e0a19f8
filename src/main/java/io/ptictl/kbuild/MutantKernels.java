package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The kernels of mutants: one for all that a boot parameter makes, and one for each that is built
 * in, made in one tree one after the other. From the cache, or built.
 */
public final class MutantKernels {
  /** What the tree and its products occupy below the cache, in bytes. */
  private static final long NEEDED_BYTES = Kernels.BUILD_BYTES;

  private final SourceArchive source;
  private final Feature feature;
  private final KernelCache cache;
  private final Consumer<String> notices;

  MutantKernels(
      SourceArchive source, Feature feature, KernelCache cache, Consumer<String> notices) {
    this.source = source;
    this.feature = feature;
    this.cache = cache;
    this.notices = notices;
  }

  /**
   * From Debian's source and this checkout's feature, in this user's cache. {@link
   * DebianPackages#require} of {@link Purpose#KERNEL} comes before {@link #get}.
   *
   * @param notices as for {@link Kernels#ofThisMachine}
   */
  public static MutantKernels ofThisMachine(Consumer<String> notices) {
    return new MutantKernels(
        SourceArchive.ofDebian(), Feature.ofThisCheckout(), KernelCache.ofThisUser(), notices);
  }

  /**
   * The kernels of some patches. If any is missing, all that are missing are built in one tree,
   * which takes about 5 minutes and half a minute for each.
   *
   * @param patches of {@link Mutant#patch}
   * @return by patch, in their order; that of the boot parameter is {@link Variant#MUTANTS}'s own
   * @throws Failure if one cannot be built; those built before stay in the cache
   */
  public Map<Path, Kernel> get(List<Path> patches, Progress progress) {
    try {
      cache.prepare();
      Map<Path, Kernel> kernels = new LinkedHashMap<>();
      List<Path> missing = new ArrayList<>();
      CacheKey base = base();
      for (Path patch : patches) {
        find(base.with(patch))
            .ifPresentOrElse(kernel -> kernels.put(patch, kernel), () -> missing.add(patch));
      }
      if (!missing.isEmpty()) {
        build(base, missing, progress);
        for (Path patch : missing) {
          kernels.put(patch, find(base.with(patch)).orElseThrow(this::lost));
        }
      }
      return kernels;
    } catch (IOException e) {
      throw IoFailure.of("kernel build", e);
    }
  }

  private CacheKey base() throws IOException {
    return CacheKey.of(
        Variant.MUTANTS, feature, source.sha256(cache.sourceMemory()), Toolchain.found());
  }

  private Optional<Kernel> find(CacheKey key) {
    return cache.find(Variant.MUTANTS, key, notices);
  }

  private Failure lost() {
    return Failure.failed("kernel build: " + cache.directory() + " loses what is stored");
  }

  private void build(CacheKey base, List<Path> patches, Progress progress) throws IOException {
    cache.requireSpace("kernel build", NEEDED_BYTES);
    LineCount lines = new LineCount(cache.linesMemory(Variant.MUTANTS));
    Runnable onWait = () -> progress.step("waiting for another build");
    // Whoever builds the kernel of the boot parameter holds this lock, too.
    try (KeyLock lock = cache.lock(base, onWait);
        PrivateDirectory work = cache.workDirectory(base)) {
      BuildLog log = new BuildLog(work.path().resolve("build.log"));
      try {
        KernelBuilder builder = new KernelBuilder(source, feature, work, log, progress);
        KernelTree tree = builder.compile(Variant.MUTANTS, lines);
        requireUnchanged(base);
        storeBase(builder, tree, base);
        for (Path patch : patches) {
          progress.step("building " + patch.getFileName());
          CacheKey key = base.with(patch);
          try (KeyLock own = cache.lock(key, onWait)) {
            if (find(key).isEmpty()) {
              cache.setAside(key, work);
              Path entry = builder.rebuild(tree, patch, key);
              requireUnchanged(base);
              cache.store(key, entry);
            }
          }
        }
      } catch (Failure e) {
        throw cache.keepLog(log, base, e);
      }
    }
  }

  private void requireUnchanged(CacheKey base) throws IOException {
    if (!base().equals(base)) {
      throw Failure.failed(
          "kernel build: the source, the feature or the compiler changed meanwhile; build again");
    }
  }

  /** The tree holds the kernel of the boot parameter: nobody has to build it again. */
  private void storeBase(KernelBuilder builder, KernelTree tree, CacheKey base) throws IOException {
    if (find(base).isEmpty()) {
      cache.store(base, builder.gather(tree, base));
    }
  }
}
