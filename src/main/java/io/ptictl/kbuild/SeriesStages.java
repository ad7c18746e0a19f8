package io.ptictl.kbuild;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that the series touches, from step to step: two directories, one as before the step,
 * one as after it.
 */
final class SeriesStages {
  private static final String NO_BLOB = "0".repeat(40);

  private final Feature feature;
  private final Series series;
  private final PrivateDirectory work;
  private final KernelTree tree;
  private final Path before;
  private final Path after;

  /**
   * @param tree the unpatched files that the hooks touch
   */
  SeriesStages(Feature feature, Series series, PrivateDirectory work, KernelTree tree)
      throws IOException {
    this.feature = feature;
    this.series = series;
    this.work = work;
    this.tree = tree;
    this.before = Files.createDirectory(work.path().resolve("a"));
    this.after = Files.createDirectory(work.path().resolve("b"));
    for (Path file : Trees.files(tree.path())) {
      copy(tree.path().resolve(file), after.resolve(file));
    }
  }

  /**
   * Goes one step further.
   *
   * @return what the step changes, in the order of the files' names
   */
  List<FileDiff> advance(SeriesStep step) throws IOException {
    for (Path file : Trees.files(after)) {
      copy(after.resolve(file), before.resolve(file));
    }
    TreePatcher patcher = new TreePatcher(feature);
    for (Path hook : series.hooks(feature, step)) {
      patcher.applyHook(hook, tree, work, after);
    }
    Growth growth = new Growth(series, step.number());
    for (Map.Entry<Path, Series.OwnFile> file : series.files().entrySet()) {
      if (file.getValue().step() <= step.number()) {
        Path target = after.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        List<String> whole = Files.readAllLines(file.getValue().source(), PrivateDirectory.BYTES);
        Files.write(target, growth.at(file.getKey(), whole), PrivateDirectory.BYTES);
      }
    }
    return changes();
  }

  /** What all steps together change. */
  List<FileDiff> all() throws IOException {
    Trees.remove(before);
    for (Path file : Trees.files(tree.path())) {
      copy(tree.path().resolve(file), before.resolve(file));
    }
    return changes();
  }

  private List<FileDiff> changes() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    Trees.files(after).forEach(file -> names.add(file.toString()));
    List<FileDiff> changes = new ArrayList<>();
    for (String name : names) {
      if (!Files.exists(before.resolve(name))
          || Files.mismatch(before.resolve(name), after.resolve(name)) >= 0) {
        changes.add(change(name));
      }
    }
    return changes;
  }

  private FileDiff change(String name) throws IOException {
    boolean isNew = !Files.exists(before.resolve(name));
    List<String> lines = new ArrayList<>();
    int status =
        work.run(
            work.path(),
            BuildEnvironment.plain(),
            work.path().resolve("diff.log"),
            line -> lines.add(new String(line.getBytes(PrivateDirectory.BYTES), UTF_8)),
            List.of(
                "diff",
                "--unified=3",
                "--show-c-function",
                "--text",
                isNew ? "/dev/null" : before.resolve(name).toString(),
                after.resolve(name).toString()));
    if (status != 1 || lines.size() < 3) {
      throw new IOException("diff of " + name + " ended with status " + status);
    }
    String header =
        "diff --git a/"
            + name
            + " b/"
            + name
            + "\n"
            + (isNew ? "new file mode 100644\n" : "")
            + "index "
            + (isNew ? NO_BLOB : blob(before.resolve(name))).substring(0, 12)
            + ".."
            + blob(after.resolve(name)).substring(0, 12)
            + (isNew ? "\n--- /dev/null\n" : " 100644\n--- a/" + name + "\n")
            + "+++ b/"
            + name
            + "\n";
    return FileDiff.of(name, isNew, header, lines.subList(2, lines.size()));
  }

  /** The name by which git knows the content. */
  private static String blob(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-1");
      sum.update(("blob " + content.length + "\0").getBytes(US_ASCII));
      return HexFormat.of().formatHex(sum.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
