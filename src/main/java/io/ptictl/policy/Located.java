package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Errno;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.SystemCallException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file and the way to it. The way is walked from {@code /} one name at a time, each found in the
 * directory that is held open, so that what is said of a directory is true of the one that was gone
 * through, whatever its name means a moment later. Symbolic links on the way are followed, and the
 * directories in which they lie belong to the way: who can write there decides where it leads. A
 * link at its end is not followed. Names are {@link io.ptictl.sys.Raw} strings. One thread at a
 * time.
 */
final class Located implements AutoCloseable {
  /** linux/namei.h, MAXSYMLINKS. */
  private static final int MAX_LINKS = 40;

  /** linux/limits.h, less the final zero. */
  private static final int MAX_PATH = 4095;

  private final String named;
  private final Deque<String> todo = new ArrayDeque<>();
  private final Deque<Step> way = new ArrayDeque<>();
  private final Map<String, FileStatus> directories = new LinkedHashMap<>();
  private int links;

  /** A directory on the way, or the file at its end. */
  private record Step(String path, HeldFile handle, FileStatus status) {}

  private Located(String named) {
    this.named = named;
  }

  /**
   * Finds a file.
   *
   * @param path absolute
   * @throws Failure if there is no such file, or the way to it is barred
   */
  static Located find(String path) {
    Located located = new Located(path);
    try {
      located.walk(path);
      return located;
    } catch (SystemCallException e) {
      located.close();
      throw located.failure(e);
    } catch (Failure e) {
      located.close();
      throw e;
    }
  }

  /** Where it is, without links and dots. */
  String path() {
    return end().path();
  }

  HeldFile handle() {
    return end().handle();
  }

  /** What it was when it was found. */
  FileStatus status() {
    return end().status();
  }

  /** Every directory gone through, those of links included, from {@code /} on. */
  Collection<Map.Entry<String, FileStatus>> directories() {
    List<Map.Entry<String, FileStatus>> all = new ArrayList<>();
    directories.forEach((path, status) -> all.add(Map.entry(path, status)));
    return all;
  }

  /** The first directory gone through to which others than root can write, null if none. */
  @Nullable String writableByOthers() {
    for (var each : directories.entrySet()) {
      if (isWritableByOthers(each.getValue())) {
        return each.getKey();
      }
    }
    return null;
  }

  static boolean isWritableByOthers(FileStatus status) {
    return status.uid() != 0 || status.worldWritable() || status.groupWritable();
  }

  @Override
  public void close() {
    way.forEach(step -> step.handle().close());
    way.clear();
  }

  private Step end() {
    return way.getLast();
  }

  private void walk(String path) throws SystemCallException {
    if (path.length() > MAX_PATH) {
      throw Failure.failed(shown(path.substring(0, 40)) + "...: the name is too long");
    }
    if (path.indexOf('\0') >= 0 || !path.startsWith("/")) {
      throw Failure.failed(shown(path) + ": not the absolute name of a file");
    }
    HeldFile root = HeldFile.root();
    enter(new Step("/", root, root.status()));
    follow(path);
    while (!todo.isEmpty()) {
      step(todo.removeFirst());
    }
  }

  private void step(String name) throws SystemCallException {
    Step here = end();
    if (!here.status().isDirectory()) {
      throw Failure.failed(shown(named) + ": " + shown(here.path()) + " is not a directory");
    }
    directories.putIfAbsent(here.path(), here.status());
    if (name.equals("..") && way.size() > 1) {
      way.removeLast().handle().close();
    } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
      HeldFile child = here.handle().child(name);
      Step next = new Step(below(here.path(), name), child, statusOf(child));
      if (next.status().isSymbolicLink() && !todo.isEmpty()) {
        followLink(next);
      } else {
        enter(next);
      }
    }
  }

  private void followLink(Step link) throws SystemCallException {
    try (HeldFile handle = link.handle()) {
      if (++links > MAX_LINKS) {
        throw Failure.failed(shown(named) + ": too many symbolic links");
      }
      String target = handle.link();
      if (target.startsWith("/")) {
        while (way.size() > 1) {
          way.removeLast().handle().close();
        }
      }
      follow(target);
    }
  }

  private void follow(String path) {
    List<String> names = List.of(path.split("/", -1));
    names.reversed().forEach(todo::addFirst);
  }

  private void enter(Step step) {
    way.addLast(step);
  }

  private static FileStatus statusOf(HeldFile child) throws SystemCallException {
    try {
      return child.status();
    } catch (SystemCallException e) {
      child.close();
      throw e;
    }
  }

  private Failure failure(SystemCallException e) {
    String reason =
        switch (e.errno()) {
          case Errno.ENOENT -> "no such file";
          case Errno.EACCES -> IoReason.DENIED;
          case Errno.ENAMETOOLONG -> "the name is too long";
          default -> e.reason();
        };
    return Failure.failed(shown(named) + ": " + reason);
  }

  private static String below(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  private static String shown(String raw) {
    return Names.shown(raw);
  }
}
