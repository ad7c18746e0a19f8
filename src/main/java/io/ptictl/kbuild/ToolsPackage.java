package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the Debian package of ptictl itself: launcher, a Java runtime of its own, the feature's
 * source, manual, completion, boot parameter and a unit that looks at marks.
 */
public final class ToolsPackage {
  /** Where all that is not the system's business lies; it looks like a checkout to the tools. */
  private static final String HOME = "usr/lib/ptictl";

  private static final String UNITS = "usr/lib/systemd/system";
  private static final String MARKS_UNIT = "ptictl-marks.service";
  private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");
  private static final List<String> PROGRAMS = List.of("guest-init", "meter");

  /** What the classes of the jar use (jdeps), the optional parts of libraries left out. */
  private static final String MODULES = "java.base,java.logging,jdk.unsupported";

  private final Path checkout;
  private final String version;
  private final Map<String, String> share;

  /**
   * @param checkout of which ptictl runs, {@code ptictl.home}
   * @param version as ptictl tells it
   * @param share text files by their names below {@code /usr/share}: manual and completion
   */
  public ToolsPackage(Path checkout, String version, Map<String, String> share) {
    this.checkout = checkout;
    this.version = version.toLowerCase(java.util.Locale.ROOT).replace('-', '~');
    this.share = Map.copyOf(share);
  }

  /**
   * Builds it.
   *
   * @param output where it is put; must be there
   * @return the package
   * @throws Failure if a step fails; nothing is put there then
   */
  public Path build(Path output, Progress progress) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try (PrivateDirectory work = PrivateDirectory.create(temporary, "ptictl-deb-")) {
      BuildLog log = new BuildLog("ptictl's package", work.path().resolve("log"));
      Path root = directory(work.path().resolve("root"));
      progress.step("making a Java runtime");
      runtime(root, work, log);
      progress.step("packing");
      programs(root);
      texts(root);
      control(root);
      Path made = work.path().resolve("ptictl_" + version + "_amd64.deb");
      log.run(
          work,
          work.path(),
          BuildEnvironment.plain(),
          line -> {},
          List.of("dpkg-deb", "--root-owner-group", "--build", root.toString(), made.toString()));
      return Outputs.put(List.of(made), output).getFirst();
    } catch (IOException e) {
      throw IoFailure.of("ptictl's package", e);
    }
  }

  private static void runtime(Path root, PrivateDirectory work, BuildLog log) throws IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw Failure.unsupported(
          jlink + ": not there; a JDK is needed to make a package, start ptictl in a checkout");
    }
    Path java = directory(root.resolve(HOME).resolve("build/lib")).resolve("java");
    log.run(
        work,
        work.path(),
        BuildEnvironment.plain(),
        line -> {},
        List.of(
            jlink.toString(),
            "--add-modules=" + MODULES,
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress=zip-6",
            "--output=" + java));
  }

  /** What was compiled, and the feature's source, which kernel and lab commands read. */
  private void programs(Path root) throws IOException {
    Path build = root.resolve(HOME).resolve("build");
    copy(checkout.resolve("build/ptictl"), build.resolve("ptictl"), true);
    for (String name : List.of("ptictl", "nopti", "pti")) {
      Path link = directory(root.resolve("usr/bin")).resolve(name);
      Files.createSymbolicLink(link, Path.of("../lib/ptictl/build/ptictl"));
    }
    copy(checkout.resolve("build/lib/ptictl.jar"), build.resolve("lib/ptictl.jar"), false);
    for (String name : PROGRAMS) {
      Path program = checkout.resolve("build/lib").resolve(name);
      if (Files.exists(program)) {
        copy(program, build.resolve("lib").resolve(name), true);
      }
    }
    Path kernel = checkout.resolve("kernel");
    for (Path file : Trees.files(kernel)) {
      copy(kernel.resolve(file), root.resolve(HOME).resolve("kernel").resolve(file), false);
    }
  }

  private void texts(Path root) throws IOException {
    for (Map.Entry<String, String> file : share.entrySet()) {
      boolean page = file.getKey().startsWith("man/");
      Path to = root.resolve("usr/share").resolve(file.getKey() + (page ? ".gz" : ""));
      parent(to);
      try (OutputStream out = page ? gzip(to) : Files.newOutputStream(to)) {
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    }
    resource("ptictl.cfg", root.resolve("etc/default/grub.d/ptictl.cfg"), false);
    resource(MARKS_UNIT, root.resolve(UNITS).resolve(MARKS_UNIT), false);
    Files.createSymbolicLink(
        directory(root.resolve(UNITS).resolve("multi-user.target.wants")).resolve(MARKS_UNIT),
        Path.of("..", MARKS_UNIT));
    Path copyright = root.resolve("usr/share/doc/ptictl/copyright");
    copy(checkout.resolve("LICENSE"), copyright, false);
  }

  private void control(Path root) throws IOException {
    String control =
        """
        Package: ptictl
        Version: %s
        Architecture: amd64
        Maintainer: ptictl <ptictl@localhost>
        Depends: libc6
        Section: admin
        Priority: optional
        Installed-Size: %d
        Description: run one program without kernel page-table isolation
         Lets the program that a machine exists for run without page-table
         isolation, the mitigation of Meltdown, while everything else keeps it.
         Needs a kernel with the per-process opt-out.
        """
            .formatted(version, Trees.size(root) / 1024);
    Path directory = directory(root.resolve("DEBIAN"));
    Files.writeString(directory.resolve("control"), control);
    Files.writeString(directory.resolve("conffiles"), "/etc/default/grub.d/ptictl.cfg\n");
    for (String script : SCRIPTS) {
      resource(script, directory.resolve(script), true);
    }
  }

  private static OutputStream gzip(Path to) throws IOException {
    return new GZIPOutputStream(Files.newOutputStream(to));
  }

  private static void resource(String name, Path to, boolean program) throws IOException {
    parent(to);
    try (InputStream in =
        Objects.requireNonNull(ToolsPackage.class.getResourceAsStream("deb/" + name))) {
      Files.copy(in, to);
    }
    setMode(to, program);
  }

  private static void copy(Path from, Path to, boolean program) throws IOException {
    if (!Files.isRegularFile(from)) {
      throw Failure.unsupported(from + ": not there; start ./ptictl in the checkout");
    }
    parent(to);
    Files.copy(from, to);
    setMode(to, program);
  }

  private static void setMode(Path file, boolean program) throws IOException {
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static Path parent(Path file) throws IOException {
    return directory(Objects.requireNonNull(file.getParent()));
  }

  /** Each new one for everybody to enter, whatever the umask. */
  private static Path directory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      parent(path);
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return path;
  }
}
