package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes Debian packages of the kernel with the feature, by the kernel's own bindeb-pkg. */
public final class KernelPackages {
  /** At its peak, in bytes: the whole configuration of Debian without debugging information. */
  private static final long WHOLE_BYTES = 12_000_000_000L;

  private static final long VIRTUAL_BYTES = 3_000_000_000L;

  private final SourceArchive source = SourceArchive.ofDebian();
  private final Feature feature = Feature.ofThisCheckout();
  private final KernelCache cache = KernelCache.ofThisUser();
  private final PackagedConfiguration configuration;
  private final long neededBytes;

  private KernelPackages(@Nullable Path config, boolean virtual) {
    this.configuration = new PackagedConfiguration(feature, config, virtual);
    this.neededBytes = virtual ? VIRTUAL_BYTES : WHOLE_BYTES;
  }

  /**
   * For real machines: hours on two processors.
   *
   * @param config a whole configuration; null: Debian's own
   * @throws Failure if it is no such configuration, as far as that shows without unpacking it
   */
  public static KernelPackages whole(@Nullable Path config) {
    KernelPackages packages = new KernelPackages(config, false);
    packages.configuration.require();
    return packages;
  }

  /** For virtual machines only, to try it: small, in a few minutes. */
  public static KernelPackages virtual() {
    return new KernelPackages(null, true);
  }

  /**
   * Builds them. {@link DebianPackages#require} of {@link Purpose#KERNEL} and {@link
   * Purpose#PACKAGES} comes before.
   *
   * @param output where they are put; must be there
   * @return the packages: the kernel, and headers for building modules
   * @throws Failure if a step fails; nothing is put there then, and the log is kept in the cache
   */
  public List<Path> build(Path output, Progress progress) {
    try {
      cache.prepare();
      cache.requireSpace("kernel deb", neededBytes);
      try (PrivateDirectory work = PrivateDirectory.create(cache.directory(), ".deb-")) {
        BuildLog log = new BuildLog("kernel deb", work.path().resolve("build.log"));
        try {
          return build(work, log, output, progress);
        } catch (Failure e) {
          Path kept = cache.directory().resolve("deb.log");
          Files.move(log.file(), kept, StandardCopyOption.REPLACE_EXISTING);
          throw new Failure(e.exitStatus(), e.getMessage() + "; the whole log is in " + kept, e);
        }
      }
    } catch (IOException e) {
      throw IoFailure.of("kernel deb", e);
    }
  }

  private List<Path> build(PrivateDirectory work, BuildLog log, Path output, Progress progress)
      throws IOException {
    progress.step("unpacking the source");
    KernelTree tree = source.unpackWhole(work.path().resolve("linux"), work, log);
    progress.step("applying the feature");
    new TreePatcher(feature).apply(tree, work);
    progress.step("configuring");
    KernelMake make = new KernelMake(tree, work, log, PackagedConfiguration.names(tree));
    configuration.apply(make, work, log);
    progress.step("compiling and packing");
    LineCount lines =
        new LineCount(cache.directory().resolve("deb-" + configuration.word() + ".lines"));
    make.run(line -> progress.share(lines.next()), List.of("bindeb-pkg"));
    lines.remember();
    return gather(work.path(), output);
  }

  /** But for linux-libc-dev, which would take the place of the distribution's. */
  private static List<Path> gather(Path made, Path output) throws IOException {
    List<Path> packages = new ArrayList<>();
    for (Path file : Trees.entries(made)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".deb") && !name.startsWith("linux-libc-dev")) {
        packages.add(file);
      }
    }
    if (packages.isEmpty()) {
      throw Failure.failed("kernel deb: make bindeb-pkg made no package");
    }
    return Outputs.put(packages, output);
  }
}
