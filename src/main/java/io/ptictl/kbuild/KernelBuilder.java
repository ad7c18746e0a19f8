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
    KernelTree tree = compile(variant, lines);
    begin(BuildStep.STORE);
    return gather(tree, key);
  }

  /**
   * Makes a tree and compiles it; see {@link #rebuild}.
   *
   * @param lines counts what make(1) prints
   */
  KernelTree compile(Variant variant, LineCount lines) throws IOException {
    Configuration requested = Configuration.merge(feature.fragments(variant));
    begin(BuildStep.UNPACK);
    KernelTree tree = source.unpack(work.path().resolve("linux"), work, log);
    begin(BuildStep.PATCH);
    if (variant.hasFeature()) {
      new TreePatcher(feature.in(variant)).apply(tree, work);
    }
    begin(BuildStep.CONFIGURE);
    KernelMake make = new KernelMake(tree, work, log, Map.of());
    make.configure(requested, line -> {});
    begin(BuildStep.COMPILE);
    make.run(line -> progress.share(BuildStep.COMPILE.share(lines.next())), TARGETS);
    return tree;
  }

  /**
   * Makes, in a tree that is compiled, another kernel, by a patch which is taken back afterwards.
   *
   * @return a directory in the private one that holds the entry's files
   */
  Path rebuild(KernelTree tree, Path patch, CacheKey key) throws IOException {
    patch(tree, patch, "--forward");
    try {
      new KernelMake(tree, work, log, Map.of()).run(line -> {}, TARGETS);
      return gather(tree, key);
    } finally {
      patch(tree, patch, "--reverse");
    }
  }

  private void patch(KernelTree tree, Path patch, String direction) throws IOException {
    log.run(
        work,
        tree.path(),
        BuildEnvironment.plain(),
        line -> {},
        List.of(
            "patch",
            "--strip=1",
            "--fuzz=0",
            "--force",
            direction,
            "--no-backup-if-mismatch",
            "--input=" + patch.toAbsolutePath()));
  }

  private void begin(BuildStep step) {
    progress.step(step.words());
    progress.share(step.share(0));
  }

  /** Moves what was built out of the tree. */
  Path gather(KernelTree tree, CacheKey key) throws IOException {
    Path entry = Files.createDirectory(work.path().resolve("entry"));
    List<Manifest.Entry> files = new ArrayList<>();
    files.add(take(tree.path().resolve(IMAGE), entry.resolve(KernelCache.BZIMAGE)));
    files.add(take(tree.path().resolve("vmlinux"), entry.resolve(KernelCache.VMLINUX)));
    // The tree may be built again.
    Path config = Files.copy(tree.path().resolve(".config"), entry.resolve(KernelCache.CONFIG));
    files.add(Manifest.Entry.of(config));
    String release = Files.readString(tree.path().resolve(RELEASE)).strip();
    new Manifest(release, tree.version(), files, key.parts()).write(entry.resolve(Manifest.FILE));
    return entry;
  }

  private static Manifest.Entry take(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    return Manifest.Entry.of(to);
  }
}
