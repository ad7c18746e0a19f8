package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Mutual exclusion by a lock on a file, between processes and between the threads of this one. The
 * kernel releases it with the process, however that ends. The file itself is never removed:
 * removing it would let two processes hold a lock on two files of the same name.
 */
final class KeyLock implements AutoCloseable {
  // A process that closes any descriptor of a file loses all its locks on it (fcntl(2)), so a
  // second channel must not even be opened while this process holds the lock.
  private static final Map<Path, Semaphore> HELD_HERE = new ConcurrentHashMap<>();

  private static final Set<PosixFilePermission> WRITE_BITS =
      EnumSet.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private final Semaphore here;
  private final FileChannel channel;

  private KeyLock(Semaphore here, FileChannel channel) {
    this.here = here;
    this.channel = channel;
  }

  /** Takes the lock if nobody has it; null otherwise. */
  static @Nullable KeyLock tryLock(Path file) throws IOException {
    Semaphore here = semaphore(file);
    if (!here.tryAcquire()) {
      return null;
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = open(file);
      lock = channel.tryLock();
      return lock == null ? null : new KeyLock(here, channel);
    } finally {
      if (lock == null) {
        release(here, channel);
      }
    }
  }

  /**
   * Takes the lock, waiting for it if need be.
   *
   * @param onWait called once before waiting
   */
  static KeyLock lock(Path file, Runnable onWait) throws IOException {
    KeyLock free = tryLock(file);
    if (free != null) {
      return free;
    }
    onWait.run();
    Semaphore here = semaphore(file);
    here.acquireUninterruptibly();
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = open(file);
      lock = channel.lock();
      return new KeyLock(here, channel);
    } finally {
      if (lock == null) {
        release(here, channel);
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    release(here, channel);
  }

  private static Semaphore semaphore(Path file) {
    return HELD_HERE.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new Semaphore(1));
  }

  private static void release(Semaphore here, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      here.release();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      // Without O_CREAT: in a sticky directory that others can write, fs.protected_regular refuses
      // O_CREAT on a file of another user.
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      shareLikeDirectory(file);
      return channel;
    }
  }

  /** Whoever may write the directory must be able to take the lock as well. */
  private static void shareLikeDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    Set<PosixFilePermission> wanted = Files.getPosixFilePermissions(file);
    Set<PosixFilePermission> write = Files.getPosixFilePermissions(directory);
    write.retainAll(WRITE_BITS);
    if (wanted.addAll(write)) {
      Files.setPosixFilePermissions(file, wanted);
    }
  }
}
