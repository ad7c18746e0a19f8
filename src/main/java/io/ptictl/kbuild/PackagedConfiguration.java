package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.sys.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a kernel to be packed: a whole one of a distribution, or the small one for
 * virtual machines; the feature's options on top.
 */
final class PackagedConfiguration {
  /** Debian's own for amd64, of the package linux-config-6.12. */
  private static final Path DEBIAN =
      Path.of("/usr/src/linux-config-6.12/config.amd64_none_amd64.xz");

  /** What cannot be as it was: the distribution's keys, and names that are its own. */
  private static final String ADAPTED =
      """
      CONFIG_LOCALVERSION="-ptictl"
      # CONFIG_LOCALVERSION_AUTO is not set
      CONFIG_SYSTEM_TRUSTED_KEYS=""
      CONFIG_SYSTEM_REVOCATION_KEYS=""
      CONFIG_MODULE_SIG_KEY="certs/signing_key.pem"
      CONFIG_DEBUG_INFO_NONE=y
      # CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT is not set
      # CONFIG_DEBUG_INFO_DWARF4 is not set
      # CONFIG_DEBUG_INFO_DWARF5 is not set
      """;

  /** Stands in every whole configuration. */
  private static final String WHOLE = "\nCONFIG_X86_64=y\n";

  private final Feature feature;
  private final @Nullable Path given;
  private final boolean virtual;

  /**
   * @param given a whole configuration, plain or compressed by xz; null: Debian's
   * @param virtual the small one instead of any other
   */
  PackagedConfiguration(Feature feature, @Nullable Path given, boolean virtual) {
    this.feature = feature;
    this.given = given;
    this.virtual = virtual;
  }

  /** A word for it, by which the length of a build is remembered. */
  String word() {
    return virtual ? "virtual" : "whole";
  }

  /**
   * Looks at a configuration that was given, before anything is done.
   *
   * @throws Failure if it is none; what is compressed is looked at only when it is unpacked
   */
  void require() {
    if (given == null) {
      return;
    }
    if (!Files.isRegularFile(given)) {
      throw noConfiguration(given, Files.exists(given) ? "not a regular file" : "no such file");
    }
    if (!given.toString().endsWith(".xz") && !TextFile.read(given).contains(WHOLE)) {
      throw noConfiguration(given, "not a configuration of a kernel for x86-64");
    }
  }

  private static Failure noConfiguration(Path file, String reason) {
    return Failure.failed(
        file + ": " + reason + "; --config takes a whole one such as /boot/config-VERSION");
  }

  /**
   * Makes the tree's .config.
   *
   * @throws Failure if Kconfig does not grant the feature's options
   */
  void apply(KernelMake make, PrivateDirectory work, BuildLog log) throws IOException {
    if (virtual) {
      List<Path> fragments = new ArrayList<>(feature.virtualFragments());
      fragments.add(Files.writeString(work.path().resolve("name.config"), localVersion()));
      make.configure(Configuration.merge(fragments), line -> {});
      return;
    }
    Path dotConfig = make.tree().path().resolve(".config");
    copy(given == null ? DEBIAN : given, dotConfig, work, log);
    Files.writeString(dotConfig, ADAPTED, StandardOpenOption.APPEND);
    for (Path fragment : feature.ownFragments()) {
      Files.writeString(dotConfig, Files.readString(fragment), StandardOpenOption.APPEND);
    }
    make.run(line -> {}, List.of("olddefconfig"));
    Configuration.merge(feature.ownFragments()).requireHeldBy(dotConfig);
  }

  private static String localVersion() {
    return ADAPTED.lines().findFirst().orElseThrow() + "\n";
  }

  private static void copy(Path from, Path to, PrivateDirectory work, BuildLog log)
      throws IOException {
    if (!Files.isRegularFile(from)) {
      throw noConfiguration(from, "no such file");
    }
    if (from.toString().endsWith(".xz")) {
      log.run(
          work,
          work.path(),
          BuildEnvironment.plain(),
          line -> {},
          List.of("sh", "-c", "exec xz -dc \"$0\" >\"$1\"", from.toString(), to.toString()));
    } else {
      Files.copy(from, to);
    }
    if (!Files.readString(to, PrivateDirectory.BYTES).contains(WHOLE)) {
      throw noConfiguration(from, "not a configuration of a kernel for x86-64");
    }
  }

  /** In the environment of make(1) besides the usual: what the packages are called. */
  static Map<String, String> names(KernelTree tree) {
    return Map.of(
        "KDEB_PKGVERSION", tree.version() + "-1",
        "KDEB_CHANGELOG_DIST", "unstable",
        "DEB_BUILD_PROFILES", "pkg.linux-upstream.nokerneldbg");
  }
}
