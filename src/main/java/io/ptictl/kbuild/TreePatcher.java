package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Applies the feature to a kernel source tree: all of it or nothing. Every hook is applied first,
 * in order and without fuzz, to copies of the files that the hooks touch; only when all of them fit
 * are the results put in place.
 */
public final class TreePatcher {
  private static final Pattern FILE_HEADER = Pattern.compile("(?:---|\\+\\+\\+) [ab]/(\\S+).*");
  private static final Pattern PATCHING = Pattern.compile("patching file '?([^']+)'?");
  private static final Pattern NO_FILE = Pattern.compile("\\|\\+\\+\\+ b/(\\S+).*");
  private static final Pattern EXISTS =
      Pattern.compile("The next patch would create the file '?([^',]+)'?,");
  private static final Pattern FAILED = Pattern.compile("Hunk #(\\d+) FAILED at (\\d+).*");
  private static final Pattern MALFORMED = Pattern.compile("patch: \\**\\s*(.*)");

  private final Feature feature;

  /**
   * @param feature what is applied
   */
  public TreePatcher(Feature feature) {
    this.feature = feature;
  }

  /**
   * Applies the feature.
   *
   * @param tree the root of a kernel source tree; written only if everything fits
   * @return the files that are new or changed, relative to the tree, in the order of their names
   * @throws Failure naming the hook, the file it is for and the versions tested, if one does not
   *     apply; the tree is then as it was
   */
  public List<Path> apply(Path tree) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try (PrivateDirectory scratch = PrivateDirectory.create(temporary, "ptictl-patch-")) {
      return apply(KernelTree.at(tree), scratch);
    } catch (IOException e) {
      throw IoFailure.of("kernel patch", e);
    }
  }

  /** The same with the caller's scratch directory, which must not hold the tree's files yet. */
  List<Path> apply(KernelTree tree, PrivateDirectory scratch) throws IOException {
    Path copies = Files.createDirectory(scratch.path().resolve("patched-files"));
    addOwnFiles(tree, copies);
    List<Path> hooks = feature.hooks();
    for (Path hook : hooks) {
      copyTouched(hook, tree, copies);
    }
    for (Path hook : hooks) {
      applyHook(hook, tree, scratch, copies);
    }
    return Installation.replace(copies, tree.path());
  }

  private void addOwnFiles(KernelTree tree, Path copies) throws IOException {
    for (Map.Entry<Path, Path> file : feature.ownFiles().entrySet()) {
      if (Files.exists(tree.path().resolve(file.getKey()))) {
        throw Failure.failed(
            tree.path()
                + ": has "
                + file.getKey()
                + " already; the feature is in it, or another one: take a fresh tree");
      }
      copy(file.getValue(), copies.resolve(file.getKey()));
    }
  }

  /** The files that a hook changes. */
  static SortedSet<String> touched(Path hook) throws IOException {
    SortedSet<String> touched = new TreeSet<>();
    try (Stream<String> lines = Files.lines(hook, PrivateDirectory.BYTES)) {
      lines
          .map(FILE_HEADER::matcher)
          .filter(Matcher::matches)
          .forEach(match -> touched.add(match.group(1)));
    }
    return touched;
  }

  /** Into the copies, unless they are there already; what lies outside of the tree is not. */
  static void copyTouched(Path hook, KernelTree tree, Path copies) throws IOException {
    for (String name : touched(hook)) {
      Path file = Path.of(name).normalize();
      Path from = tree.path().resolve(file);
      Path to = copies.resolve(file);
      if (!file.isAbsolute()
          && !file.startsWith("..")
          && Files.isRegularFile(from)
          && !Files.exists(to)) {
        copy(from, to);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Applies one hook to copies of the files that it touches. */
  void applyHook(Path hook, KernelTree tree, PrivateDirectory scratch, Path copies)
      throws IOException {
    List<String> output = new ArrayList<>();
    int status =
        scratch.run(
            copies,
            BuildEnvironment.plain(),
            scratch.path().resolve("patch.log"),
            output::add,
            List.of(
                "patch",
                "--strip=1",
                "--fuzz=0",
                "--force",
                "--forward",
                "--no-backup-if-mismatch",
                "--reject-file=-",
                "--input=" + hook.toAbsolutePath()));
    if (status != 0) {
      throw Failure.failed(
          "hook "
              + hook
              + ": does not apply to "
              + reason(output, status)
              + " of Linux "
              + tree.version()
              + "; tested with linux-source-6.12 "
              + String.join(", ", feature.testedVersions()));
    }
  }

  /** What patch(1) said, in its C locale: the file and the hunk that does not fit. */
  private static String reason(List<String> output, int status) {
    String file = "";
    for (String line : output) {
      Matcher patching = PATCHING.matcher(line);
      Matcher hunk = FAILED.matcher(line);
      Matcher missing = NO_FILE.matcher(line);
      Matcher exists = EXISTS.matcher(line);
      Matcher malformed = MALFORMED.matcher(line);
      if (patching.matches()) {
        file = patching.group(1);
      } else if (hunk.matches()) {
        return file + " (hunk " + hunk.group(1) + " at line " + hunk.group(2) + ")";
      } else if (missing.matches()) {
        return missing.group(1) + " (no such file)";
      } else if (exists.lookingAt()) {
        return exists.group(1) + " (exists already)";
      } else if (malformed.matches()) {
        return "any file (" + malformed.group(1) + ")";
      }
    }
    return file + " (patch ended with status " + status + ")";
  }
}
