package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The kernel source as Debian packs it: one compressed tar file with one directory in it.
 *
 * @param path the tar file
 */
record SourceArchive(Path path) {
  /** The package that brings it, and the name of the file without its ending. */
  static final String PACKAGE = "linux-source-6.12";

  /**
   * Half of its 92,000 files, and most of what has to be written and removed again: other
   * architectures and hardware that no virtual machine has. Only sources: Kconfig reads the Kconfig
   * files of all.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "*/arch/alpha/*.[chS]",
          "*/arch/arc/*.[chS]",
          "*/arch/arm/*.[chS]",
          "*/arch/csky/*.[chS]",
          "*/arch/hexagon/*.[chS]",
          "*/arch/loongarch/*.[chS]",
          "*/arch/m68k/*.[chS]",
          "*/arch/microblaze/*.[chS]",
          "*/arch/mips/*.[chS]",
          "*/arch/nios2/*.[chS]",
          "*/arch/openrisc/*.[chS]",
          "*/arch/parisc/*.[chS]",
          "*/arch/powerpc/*.[chS]",
          "*/arch/riscv/*.[chS]",
          "*/arch/s390/*.[chS]",
          "*/arch/sh/*.[chS]",
          "*/arch/sparc/*.[chS]",
          "*/arch/xtensa/*.[chS]",
          "*/arch/*.dts",
          "*/arch/*.dtsi",
          "*/Documentation/devicetree/*",
          "*/Documentation/translations/*",
          "*/drivers/gpu/*.[ch]",
          "*/drivers/infiniband/*.[ch]",
          "*/drivers/media/*.[ch]",
          "*/drivers/net/ethernet/*.[ch]",
          "*/drivers/net/wireless/*.[ch]",
          "*/drivers/staging/*.[ch]");

  static SourceArchive ofDebian() {
    return new SourceArchive(Path.of("/usr/src", PACKAGE + ".tar.xz"));
  }

  /**
   * Its SHA-256. Reading 150 MB takes about half a second, so the sum is remembered together with
   * all by which the file system shows that a file was changed or replaced.
   *
   * @param memory the file that remembers; it may be missing, wrong or impossible to write
   */
  String sha256(Path memory) throws IOException {
    requireThere();
    String identity = identity();
    List<String> remembered = remembered(memory);
    if (remembered.size() == 2 && remembered.get(0).equals(identity)) {
      return remembered.get(1);
    }
    String sum = Digests.sha256(path);
    remember(memory, List.of(identity, sum));
    return sum;
  }

  /** Unpacks what a lab kernel may need into a new directory and looks at what came out. */
  KernelTree unpack(Path directory, PrivateDirectory place, BuildLog log) throws IOException {
    List<String> which = new ArrayList<>(List.of("--wildcards-match-slash"));
    LEFT_OUT.forEach(pattern -> which.add("--exclude=" + pattern));
    return extract(which, directory, place, log);
  }

  /** Unpacks all of it, for a kernel that runs on any hardware. */
  KernelTree unpackWhole(Path directory, PrivateDirectory place, BuildLog log) throws IOException {
    return extract(List.of(), directory, place, log);
  }

  /**
   * Unpacks a few files into a new directory, and the top Makefile with them.
   *
   * @param names as in the kernel's tree
   * @throws Failure naming a file that the archive does not have
   */
  KernelTree unpack(Collection<String> names, Path directory, PrivateDirectory place, BuildLog log)
      throws IOException {
    requireThere();
    List<String> which =
        new ArrayList<>(
            List.of("--wildcards", "--no-wildcards-match-slash", "--occurrence=1", "*/Makefile"));
    names.forEach(name -> which.add("*/" + name));
    return extract(which, directory, place, log);
  }

  private void requireThere() {
    if (!Files.isRegularFile(path)) {
      throw new Failure(
          ExitStatus.UNSUPPORTED,
          "kernel source " + path + ": no such file; run apt-get install --reinstall " + PACKAGE);
    }
  }

  /** Into a new directory; which files, is said in tar's own words. */
  private KernelTree extract(
      List<String> which, Path directory, PrivateDirectory place, BuildLog log) throws IOException {
    Files.createDirectory(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                "tar",
                "--extract",
                "--no-same-owner",
                "--strip-components=1",
                "--file=" + path.toAbsolutePath()));
    command.addAll(which);
    log.run(place, directory, BuildEnvironment.plain(), line -> {}, command);
    return KernelTree.at(directory);
  }

  private String identity() throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,ctime");
    return path.toAbsolutePath()
        + " dev="
        + stat.get("dev")
        + " ino="
        + stat.get("ino")
        + " size="
        + stat.get("size")
        + " mtime="
        + stat.get("lastModifiedTime")
        + " ctime="
        + stat.get("ctime");
  }

  private static List<String> remembered(Path memory) {
    try {
      return Files.readAllLines(memory);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void remember(Path memory, List<String> lines) {
    try {
      Path written = Files.createTempFile(memory.getParent(), ".source", ".new");
      try {
        Files.write(written, lines);
        Files.move(written, memory, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      // Only slower next time: another user's cache, or a full disk.
    }
  }
}
