package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel feature as it lies in the checkout's {@code kernel/}: own files whole, hooks into
 * existing files as patches, and the configuration of the lab kernel as fragments.
 */
public final class Feature {
  private static final List<String> OWN_TREES = List.of("common", "x86");

  private static final String MUTANTS = "mutants";

  /** Where the self-tests go in the kernel's tree. */
  private static final Path SELFTESTS = Path.of("tools/testing/selftests/pti_optout");

  private final Path directory;
  private final boolean mutated;

  /**
   * @param directory the checkout's {@code kernel/}
   */
  public Feature(Path directory) {
    this(directory, false);
  }

  private Feature(Path directory, boolean mutated) {
    this.directory = directory;
    this.mutated = mutated;
  }

  /** As a variant of the kernel has it: with the mistakes that can be made on purpose, or not. */
  Feature in(Variant variant) {
    return new Feature(directory, variant == Variant.MUTANTS);
  }

  /** Where the mutants are described. */
  Path mutants() {
    return directory.resolve(MUTANTS);
  }

  /** Where the self-tests are. */
  Path selftests() {
    return directory.resolve("selftests");
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
    List<Path> roots = new ArrayList<>(OWN_TREES.stream().map(directory::resolve).toList());
    if (mutated) {
      roots.add(mutants().resolve("common"));
    }
    for (Path root : roots) {
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
    List<Path> hooks = new ArrayList<>(named(directory.resolve("hooks"), ".patch"));
    if (mutated) {
      hooks.addAll(named(mutants().resolve("hooks"), ".patch"));
    }
    return hooks;
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
    Set<Path> built = ignored(selftests());
    for (Path file : Trees.files(selftests())) {
      if (!built.contains(file)) {
        files.put(SELFTESTS.resolve(file), selftests().resolve(file));
      }
    }
    return files;
  }

  /** What make(1) leaves there, by the names in .gitignore. */
  private static Set<Path> ignored(Path directory) throws IOException {
    Path list = directory.resolve(".gitignore");
    if (!Files.exists(list)) {
      return Set.of();
    }
    return Files.readAllLines(list).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Path::of)
        .collect(Collectors.toSet());
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
    if (variant == Variant.MUTANTS) {
      fragments.addAll(named(mutants().resolve("config"), ".config"));
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

  /** The entries of a directory whose names end so, in the order of the names. */
  static List<Path> named(Path directory, String ending) throws IOException {
    return Trees.entries(directory).stream()
        .filter(file -> file.toString().endsWith(ending))
        .toList();
  }
}
