package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks mails that {@link SeriesExport} wrote: in a scratch repository with Debian's source, every
 * one is applied by git-am(1), read by the tree's checkpatch.pl and built, from step to step in one
 * tree; at last the kernel is built without the feature's options and compared with the unpatched
 * one.
 */
public final class SeriesCheck {
  /** What a check may occupy below the cache, in bytes: an estimate, a build and the repository. */
  static final long NEEDED_BYTES = 2_000_000_000L;

  private final SourceArchive source;
  private final Feature feature;
  private final KernelCache cache;

  SeriesCheck(SourceArchive source, Feature feature, KernelCache cache) {
    this.source = source;
    this.feature = feature;
    this.cache = cache;
  }

  /**
   * With Debian's source and this checkout's feature, in this user's cache. {@link
   * DebianPackages#require} of {@link Purpose#SERIES} comes before {@link #run}.
   */
  public static SeriesCheck ofThisMachine() {
    return new SeriesCheck(
        SourceArchive.ofDebian(), Feature.ofThisCheckout(), KernelCache.ofThisUser());
  }

  /**
   * Checks them. Takes as long as several builds of the kernel.
   *
   * @param mails as {@link SeriesExport#write} gave them
   * @throws Failure if the unpatched source cannot be unpacked or built
   */
  public CheckReport run(List<Path> mails, Progress progress) {
    try {
      cache.prepare();
      cache.sweep();
      CacheKey key = key(mails);
      try (KeyLock lock = cache.lock(key, () -> progress.step("waiting for another check"));
          PrivateDirectory work = cache.workDirectory(key)) {
        cache.requireSpace("kernel export", NEEDED_BYTES);
        BuildLog log = new BuildLog("kernel export", work.path().resolve("check.log"));
        try {
          return run(mails, work, log, key, new CheckProgress(progress, mails.size()));
        } catch (Failure e) {
          throw cache.keepLog(log, key, e);
        }
      }
    } catch (IOException e) {
      throw IoFailure.of("kernel export", e);
    }
  }

  /** Two checks of the same mails are one too many at a time. */
  private static CacheKey key(List<Path> mails) throws IOException {
    SortedMap<String, String> parts = new TreeMap<>();
    for (Path mail : mails) {
      parts.put("checked " + mail.getFileName(), Digests.sha256(mail));
    }
    return new CacheKey(parts);
  }

  private CheckReport run(
      List<Path> mails, PrivateDirectory work, BuildLog log, CacheKey key, CheckProgress progress)
      throws IOException {
    Series series = Series.of(feature);
    progress.begin("unpacking the source");
    KernelTree unpacked = source.unpack(work.path().resolve("linux"), work, log);
    CheckTree tree = new CheckTree(unpacked, work, log);
    tree.commit();
    progress.begin("building without the series");
    Configuration unpatched = Configuration.merge(feature.fragments(Variant.UNPATCHED));
    tree.configure(unpatched);
    tree.build(progress::line);
    Path before = Files.createDirectory(work.path().resolve("objects"));
    List<Path> objects = objects(tree.path());
    for (Path object : objects) {
      Path kept = before.resolve(object);
      Files.createDirectories(kept.getParent());
      Files.copy(tree.path().resolve(object), kept, StandardCopyOption.REPLACE_EXISTING);
    }
    Set<String> known = new LinkedHashSet<>(tree.warningsOf(objectsOf(mails, tree.path())));
    List<CheckReport.Step> steps = new ArrayList<>();
    for (SeriesStep step : series.steps()) {
      progress.begin("step " + step.number() + " of " + series.steps().size());
      try {
        steps.add(check(series, step, mails.get(step.number()), tree, before, known, progress));
      } catch (Failure e) {
        steps.add(CheckReport.Step.failed(step, cache.keepLog(log, key, e)));
        return new CheckReport(steps, CheckReport.Objects.NONE);
      }
    }
    progress.begin("building with the options off");
    // Nobody else would remove them, though they belong to no kernel any more.
    for (Path file : series.files().keySet()) {
      if (file.toString().endsWith(".c")) {
        Files.deleteIfExists(tree.path().resolve(objectOf(file.toString())));
      }
    }
    tree.configure(unpatched);
    tree.build(progress::line);
    return new CheckReport(steps, compare(before, tree.path()));
  }

  private CheckReport.Step check(
      Series series,
      SeriesStep step,
      Path mail,
      CheckTree tree,
      Path before,
      Set<String> known,
      CheckProgress progress)
      throws IOException {
    List<String> checkpatch = Checkpatch.counting(tree.checkpatch(mail));
    tree.apply(mail);
    Configuration requested =
        Configuration.merge(feature.fragments(Variant.PATCHED))
            .without(option -> series.stepOfOption(option) > step.number());
    List<String> warnings = new ArrayList<>(tree.configure(requested));
    warnings.addAll(tree.build(progress::line));
    CheckReport.Objects objects = CheckReport.Objects.NONE;
    if (series.steps().subList(0, step.number()).stream().allMatch(s -> s.options().isEmpty())) {
      objects = compare(before, tree.path());
    }
    List<String> more = new ArrayList<>(tree.warningsOf(objectsOf(List.of(mail), tree.path())));
    more.removeAll(known);
    if (Files.exists(tree.path().resolve("tools/testing/selftests/pti_optout"))) {
      warnings.addAll(tree.buildSelftests());
    }
    return new CheckReport.Step(
        step.number(), step.title(), "", warnings, more, checkpatch, objects);
  }

  private static String objectOf(String source) {
    return source.substring(0, source.length() - 1) + "o";
  }

  /** The objects of the C files that mails touch, as far as the configuration has them. */
  private static List<String> objectsOf(List<Path> mails, Path tree) throws IOException {
    SortedSet<String> objects = new TreeSet<>();
    for (Path mail : mails) {
      for (String line : Files.readAllLines(mail)) {
        if (line.startsWith("+++ b/") && line.endsWith(".c")) {
          String object = objectOf(line.substring("+++ b/".length()));
          if (Files.exists(tree.resolve(object))) {
            objects.add(object);
          }
        }
      }
    }
    return List.copyOf(objects);
  }

  /** What was compiled for the kernel: not what is linked of it, nor the programs that build. */
  private static List<Path> objects(Path tree) throws IOException {
    return Trees.files(tree).stream()
        .filter(file -> file.toString().endsWith(".o"))
        .filter(file -> !file.startsWith("scripts") && !file.startsWith("tools"))
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .filter(file -> file.getNameCount() > 1)
        .toList();
  }

  private static CheckReport.Objects compare(Path before, Path after) throws IOException {
    int identical = 0;
    SortedMap<String, SortedSet<String>> different = new TreeMap<>();
    SortedSet<Path> all = new TreeSet<>(objects(before));
    all.addAll(objects(after));
    for (Path object : all) {
      Path old = before.resolve(object);
      Path young = after.resolve(object);
      if (!Files.exists(old) || !Files.exists(young)) {
        String which = Files.exists(old) ? "(gone)" : "(new)";
        different.put(object.toString(), new TreeSet<>(Set.of(which)));
      } else if (Files.mismatch(old, young) < 0) {
        identical++;
      } else {
        different.put(object.toString(), ElfSections.differing(old, young));
      }
    }
    return new CheckReport.Objects(identical, different);
  }
}
