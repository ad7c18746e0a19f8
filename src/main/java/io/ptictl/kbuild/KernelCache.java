package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Kernels that were built: one directory each, named by its {@link CacheKey}. An entry appears by
 * renaming a complete one; who makes or removes one holds the lock of its key.
 *
 * <p>Beside the entries lie, by key: {@code KEY.lock}, which is empty and stays; {@code KEY.log}
 * after a failure; {@code .work-KEY-*} while one is built.
 */
public final class KernelCache {
  static final String BZIMAGE = "bzImage";
  static final String VMLINUX = "vmlinux";
  static final String CONFIG = "config";

  private static final String WORK = ".work-";
  private static final int KEY_LENGTH = 64;
  private static final Set<String> NEEDED = Set.of(BZIMAGE, VMLINUX, CONFIG);

  private final Path directory;

  /**
   * @param directory the cache; made when first needed
   */
  public KernelCache(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** {@code $XDG_CACHE_HOME/ptictl/kernels}, by default below {@code ~/.cache}. */
  public static KernelCache ofThisUser() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    // The specification has relative paths ignored.
    Path base =
        xdg != null && xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new KernelCache(base.resolve("ptictl").resolve("kernels"));
  }

  /** Where it lies; absolute, perhaps not there yet. */
  public Path directory() {
    return directory;
  }

  /** How many bytes it holds just now, unfinished builds included. */
  public long bytes() throws IOException {
    return Trees.size(directory);
  }

  /**
   * Takes an entry out of the cache after comparing every file with its recorded sum.
   *
   * @param onDamage told in one line why an entry that is there cannot be used
   */
  Optional<Kernel> find(Variant variant, CacheKey key, Consumer<String> onDamage) {
    Path entry = directory.resolve(key.value());
    if (!Files.exists(entry)) {
      return Optional.empty();
    }
    try {
      Manifest manifest = Manifest.read(entry.resolve(Manifest.FILE));
      Set<String> missing = new HashSet<>(NEEDED);
      for (Manifest.Entry recorded : manifest.files()) {
        Path file = entry.resolve(recorded.name());
        if (Files.size(file) != recorded.size() || !Manifest.Entry.of(file).equals(recorded)) {
          throw new IOException(recorded.name() + " is not what was stored");
        }
        missing.remove(recorded.name());
      }
      if (!missing.isEmpty() || !manifest.parts().equals(key.parts())) {
        throw new IOException("its manifest is of another kernel");
      }
      return Optional.of(
          new Kernel(
              variant,
              key.value(),
              manifest.release(),
              entry.resolve(BZIMAGE),
              entry.resolve(VMLINUX),
              entry.resolve(CONFIG)));
    } catch (IOException e) {
      onDamage.accept(
          "kernel cache " + entry + ": damaged (" + IoFailure.reason(e) + "); building it again");
      return Optional.empty();
    }
  }

  /** Makes the cache if need be and takes the lock of a key. */
  KeyLock lock(CacheKey key, Runnable onWait) throws IOException {
    prepare();
    try {
      return KeyLock.lock(lockFile(key.value()), onWait);
    } catch (AccessDeniedException e) {
      throw notWritable(e);
    }
  }

  /** A private directory for a build; the caller holds the key's lock. */
  PrivateDirectory workDirectory(CacheKey key) throws IOException {
    try {
      return PrivateDirectory.create(directory, WORK + key.value() + "-");
    } catch (AccessDeniedException e) {
      throw notWritable(e);
    }
  }

  /**
   * Takes a damaged entry out of the way; the caller holds the key's lock. Before a build, since in
   * a shared cache it may be another user's that cannot be moved.
   */
  void setAside(CacheKey key, PrivateDirectory work) throws IOException {
    Path entry = directory.resolve(key.value());
    if (Files.exists(entry)) {
      Files.move(entry, work.path().resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Puts a complete entry in place; the caller holds the key's lock. */
  void store(CacheKey key, Path complete) throws IOException {
    Files.move(complete, directory.resolve(key.value()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the log of a failed build is kept until the kernel is built. */
  Path failureLog(CacheKey key) {
    return directory.resolve(key.value() + ".log");
  }

  /** Keeps the log of a build that failed, if it has anything in it, and says where. */
  Failure keepLog(BuildLog log, CacheKey key, Failure failure) {
    Path kept = failureLog(key);
    try {
      if (!Files.exists(log.file()) || Files.size(log.file()) == 0) {
        return failure;
      }
      Files.move(log.file(), kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      return failure;
    }
    return new Failure(
        failure.exitStatus(), failure.getMessage() + "; the whole log is in " + kept, failure);
  }

  /**
   * Looks whether there is room.
   *
   * @param what needs it
   * @param bytes how much
   */
  void requireSpace(String what, long bytes) {
    // Not by FileStore, which must find the mount point and does not in a chroot.
    long free = directory.toFile().getUsableSpace();
    if (free < bytes) {
      throw Failure.failed(
          what
              + ": "
              + directory
              + " has "
              + megabytes(free)
              + " MB free and a build needs "
              + megabytes(bytes)
              + " MB for a while; make room or set XDG_CACHE_HOME to another file system");
    }
  }

  private static long megabytes(long bytes) {
    return bytes / 1_000_000;
  }

  /** The kernel is built: the log of an earlier failure says nothing any more. */
  void forgetFailure(CacheKey key) {
    try {
      Files.deleteIfExists(failureLog(key));
    } catch (IOException e) {
      // Another user's, in a shared cache.
    }
  }

  /** The remembered sum of the source archive. */
  Path sourceMemory() {
    return directory.resolve("source.sha256");
  }

  /** The remembered number of lines that make(1) printed for a variant. */
  Path linesMemory(Variant variant) {
    return directory.resolve(variant.word() + ".lines");
  }

  /** Makes the directory if need be. */
  void prepare() throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (AccessDeniedException e) {
      throw notWritable(e);
    }
  }

  /** Removes what builds left that were killed: those whose lock nobody holds any more. */
  void sweep() throws IOException {
    for (Path path : Trees.entries(directory)) {
      String name = path.getFileName().toString();
      if (name.startsWith(WORK) && name.length() > WORK.length() + KEY_LENGTH) {
        String key = name.substring(WORK.length(), WORK.length() + KEY_LENGTH);
        removeIfUnlocked(key, path);
      }
    }
  }

  private void removeIfUnlocked(String key, Path tree) throws IOException {
    try (KeyLock lock = KeyLock.tryLock(lockFile(key))) {
      if (lock != null) {
        Trees.remove(tree);
      }
    } catch (AccessDeniedException | NoSuchFileException e) {
      // Another user's: he will do it. Or another sweep was faster.
    }
  }

  Path lockFile(String key) {
    return directory.resolve(key + ".lock");
  }

  private Failure notWritable(AccessDeniedException e) {
    return new Failure(
        ExitStatus.NO,
        "kernel cache "
            + directory
            + ": no permission to write to it; set XDG_CACHE_HOME to a directory of your own",
        e);
  }
}
