package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes one kernel in a private directory, from the source archive to a complete cache entry. */
final class KernelBuilder {
  static final List<String> TARGETS = List.of("bzImage");

  private static final String IMAGE = "arch/x86/boot/bzImage";
  private static final String RELEASE = "include/config/kernel.release";

  private final SourceArchive source;
  private final Feature feature;
  private final PrivateDirectory work;
  private final BuildLog log;
  private final Progress progress;

  KernelBuilder(
      SourceArchive source,
      Feature feature,
      PrivateDirectory work,
      BuildLog log,
      Progress progress) {
    this.source = source;
    this.feature = feature;
    this.work = work;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Builds it.
   *
   * @param lines counts what make(1) prints
   * @return a directory in the private one that holds the entry's files
   * @throws Failure if a step fails; its output is in the log
   */
  Path build(Variant variant, CacheKey key, LineCount lines) throws IOException {
    Configuration requested = Configuration.merge(feature.fragments(variant));
    begin(BuildStep.UNPACK);
    KernelTree tree = source.unpack(work.path().resolve("linux"), work, log);
    begin(BuildStep.PATCH);
    if (variant.hasFeature()) {
      new TreePatcher(feature).apply(tree, work);
    }
    begin(BuildStep.CONFIGURE);
    KernelMake make = new KernelMake(tree, work, log, Map.of());
    make.configure(requested, line -> {});
    begin(BuildStep.COMPILE);
    make.run(line -> progress.share(BuildStep.COMPILE.share(lines.next())), TARGETS);
    begin(BuildStep.STORE);
    return gather(tree, key);
  }

  private void begin(BuildStep step) {
    progress.step(step.words());
    progress.share(step.share(0));
  }

  private Path gather(KernelTree tree, CacheKey key) throws IOException {
    Path entry = Files.createDirectory(work.path().resolve("entry"));
    List<Manifest.Entry> files = new ArrayList<>();
    files.add(take(tree.path().resolve(IMAGE), entry.resolve(KernelCache.BZIMAGE)));
    files.add(take(tree.path().resolve("vmlinux"), entry.resolve(KernelCache.VMLINUX)));
    files.add(take(tree.path().resolve(".config"), entry.resolve(KernelCache.CONFIG)));
    String release = Files.readString(tree.path().resolve(RELEASE)).strip();
    new Manifest(release, tree.version(), files, key.parts()).write(entry.resolve(Manifest.FILE));
    return entry;
  }

  private static Manifest.Entry take(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    return Manifest.Entry.of(to);
  }
}
