package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The kernel feature as it lies in the checkout's {@code kernel/}: own files whole, hooks into
 * existing files as patches, and the configuration of the lab kernel as fragments.
 */
public final class Feature {
  private static final List<String> OWN_TREES = List.of("common", "x86");

  /** Where the self-tests go in the kernel's tree. */
  private static final Path SELFTESTS = Path.of("tools/testing/selftests/pti_optout");

  private final Path directory;

  /**
   * @param directory the checkout's {@code kernel/}
   */
  public Feature(Path directory) {
    this.directory = directory;
  }

  /** The feature of the checkout that this program was started from ({@code ptictl.home}). */
  public static Feature ofThisCheckout() {
    String home = System.getProperty("ptictl.home");
    if (home == null) {
      throw Failure.unsupported(
          "kernel feature: the checkout is unknown (system property ptictl.home); start ptictl by"
              + " the checkout's ptictl");
    }
    Path directory = Path.of(home, "kernel").toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      throw Failure.unsupported(
          "kernel feature: no directory " + directory + "; restore it from the repository");
    }
    return new Feature(directory);
  }

  /** The feature's own files: where each goes in the kernel tree, and where it lies now. */
  SortedMap<Path, Path> ownFiles() throws IOException {
    SortedMap<Path, Path> files = new TreeMap<>();
    for (String name : OWN_TREES) {
      Path root = directory.resolve(name);
      for (Path file : Trees.files(root)) {
        Path before = files.put(file, root.resolve(file));
        if (before != null) {
          throw Failure.failed(
              root.resolve(file) + ": " + before + " goes to the same place; remove one of them");
        }
      }
    }
    return files;
  }

  /** The patches, in the order in which they apply. */
  List<Path> hooks() throws IOException {
    return named(directory.resolve("hooks"), ".patch");
  }

  /** Where the series is described. */
  Path series() {
    return directory.resolve("series");
  }

  /** The patches of the series: the hooks, and those which only the self-tests need. */
  List<Path> seriesHooks() throws IOException {
    return Stream.concat(hooks().stream(), named(series().resolve("hooks"), ".patch").stream())
        .toList();
  }

  /** The own files of the series: those of the feature, and the self-tests. */
  SortedMap<Path, Path> seriesFiles() throws IOException {
    SortedMap<Path, Path> files = ownFiles();
    Path selftests = directory.resolve("selftests");
    for (Path file : Trees.files(selftests)) {
      files.put(SELFTESTS.resolve(file), selftests.resolve(file));
    }
    return files;
  }

  /** The fragments of the configuration of one variant, in the order in which they are merged. */
  List<Path> fragments(Variant variant) throws IOException {
    Path config = directory.resolve("config");
    List<Path> fragments = new ArrayList<>(named(config, ".config"));
    if (variant.hasFeature()) {
      fragments.addAll(named(config.resolve("patched"), ".config"));
    }
    if (variant == Variant.DEBUG) {
      fragments.addAll(named(config.resolve("debug"), ".config"));
    }
    return fragments;
  }

  /** The fragments of the options that only a kernel with the feature has. */
  List<Path> ownFragments() throws IOException {
    return named(directory.resolve("config").resolve("patched"), ".config");
  }

  /** The fragments for a virtual machine that boots from a disk, after those of the variant. */
  List<Path> virtualFragments() throws IOException {
    List<Path> fragments = new ArrayList<>(fragments(Variant.PATCHED));
    fragments.addAll(named(directory.resolve("config").resolve("virtual"), ".config"));
    return fragments;
  }

  /** The versions of Debian's source package with which the hooks were tested; never empty. */
  List<String> testedVersions() throws IOException {
    Path file = directory.resolve("TESTED");
    List<String> versions =
        Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (versions.isEmpty()) {
      throw Failure.failed(file + ": names no version; restore it from the repository");
    }
    return versions;
  }

  private static List<Path> named(Path directory, String ending) throws IOException {
    return Trees.entries(directory).stream()
        .filter(file -> file.toString().endsWith(ending))
        .toList();
  }
}
