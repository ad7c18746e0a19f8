package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What a machine without the host's root directory carries of it: the programs that every Debian
 * system has, what is asked for, and the interpreters and libraries of all these. Each file is at
 * its path on the host, and so are the links by which it is reached. Only files, directories and
 * links; nothing of /proc, /sys and /dev, which the guest has of its own.
 */
final class PackedRoot {
  /** Of a machine that has the host's. */
  static final PackedRoot NONE = new PackedRoot();

  /** As many as Linux follows (include/linux/namei.h: MAXSYMLINKS). */
  private static final int MAX_LINKS = 40;

  private static final Path TOP = Path.of("/");

  private final SequencedSet<Path> paths = new LinkedHashSet<>();
  private final Set<Path> wholeDirectories = new HashSet<>();

  private PackedRoot() {}

  /**
   * @param files directories with all that is in them
   * @param directories without
   * @throws Failure if one is not there or not readable
   */
  static PackedRoot of(List<Path> files, List<Path> directories) {
    PackedRoot root = new PackedRoot();
    for (Path file : BasicFiles.find()) {
      root.addIfThere(file);
    }
    for (Path file : files) {
      root.add(file, true);
      Interpreters.of(file).forEach(root::addIfThere);
    }
    for (Path directory : directories) {
      root.add(directory, false);
    }
    for (Path library : Libraries.of(root.paths)) {
      root.addIfThere(library);
    }
    return root;
  }

  /** Absolute, parents before what is in them. */
  SequencedSet<Path> paths() {
    return paths;
  }

  private void addIfThere(Path file) {
    if (Files.exists(file)) {
      add(file, true);
    }
  }

  private void add(Path file, boolean all) {
    try {
      walk(file.toAbsolutePath().normalize(), all, MAX_LINKS);
    } catch (NoSuchFileException e) {
      throw new Failure(ExitStatus.NO, file + ": no such file", e);
    } catch (IOException e) {
      throw new Failure(ExitStatus.NO, file + ": cannot be packed: " + e, e);
    }
  }

  /** Every step of the way, which goes on at a link's target. */
  private void walk(Path file, boolean all, int links) throws IOException {
    if (links == 0) {
      throw new FileSystemLoopException(file.toString());
    }
    if (GuestsOwn.has(file)) {
      return;
    }
    Path at = TOP;
    for (Path part : file) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        paths.add(at);
        Path target = at.resolveSibling(Files.readSymbolicLink(at));
        walk(target.resolve(at.relativize(file)).normalize(), all, links - 1);
        return;
      }
      if (Files.isDirectory(at) || Files.isRegularFile(at)) {
        paths.add(at);
      } else if (!Files.exists(at)) {
        throw new NoSuchFileException(at.toString());
      }
    }
    if (all && Files.isDirectory(at) && wholeDirectories.add(at)) {
      walkInto(at);
    }
  }

  private void walkInto(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.exists(entry)) { // not a link that leads nowhere
          walk(entry, true, MAX_LINKS);
        }
      }
    }
  }
}
