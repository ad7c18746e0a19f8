package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.RegularFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the mark from files, and the record of it. The mark goes first: should the machine stop
 * between the two, there is a record whose mark is lost. Other capabilities of the file stay.
 */
public final class Unmarker {
  private final MarkStore store;

  public Unmarker(MarkStore store) {
    this.store = store;
  }

  /**
   * Takes mark and record of a path; whichever there is.
   *
   * @param path absolute, a {@link io.ptictl.sys.Raw} string
   * @throws Failure if there is neither, or something fails; nothing has changed then
   */
  public void unmark(String path) {
    Marker.requirePrivilege();
    try {
      if (!unmarkRecorded(path)) {
        unmarkFile(path);
      }
    } catch (IOException e) {
      throw Marker.failure(path, e);
    }
  }

  /** A record by the very path that was named, whose file may be gone, replaced or a link now. */
  private boolean unmarkRecorded(String path) throws IOException {
    store.requireSafe();
    Mark mark = store.find(path);
    if (mark == null) {
      return false;
    }
    try (Candidate file = Candidate.open(path)) {
      if (file.path().equals(path) && isMarked(file)) {
        remove(file.file(), path);
      } else {
        unmarkElsewhere(mark);
      }
    } catch (Failure e) {
      if (String.valueOf(e.getMessage()).endsWith(IoReason.DENIED)) {
        throw e;
      }
      unmarkElsewhere(mark);
    }
    return true;
  }

  private static boolean isMarked(Candidate file) throws IOException {
    return file.capability().permits(Capabilities.PAYLOAD);
  }

  private void unmarkFile(String path) throws IOException {
    try (Candidate file = Candidate.open(path)) {
      String recorded = recordedPath(file);
      if (recorded == null && !isMarked(file)) {
        throw Failure.failed(Names.shown(file.path()) + ": not marked");
      }
      if (isMarked(file)) {
        remove(file.file(), recorded);
      } else if (recorded != null) {
        unmarkRecorded(recorded);
      }
    }
  }

  /** That of the file itself, under this name or the one it had when it was marked. */
  private @Nullable String recordedPath(Candidate file) throws IOException {
    if (store.find(file.path()) != null) {
      return file.path();
    }
    String identity = file.located().handle().identity();
    return store.all().marks().stream()
        .filter(mark -> identity != null && identity.equals(mark.identity()))
        .map(Mark::path)
        .findFirst()
        .orElse(null);
  }

  /** Nothing marked is at its path: the file has moved, or the mark is lost. */
  private void unmarkElsewhere(Mark mark) throws IOException {
    try (HeldFile moved = Moved.find(mark)) {
      if (moved != null) {
        try (RegularFile file = moved.open()) {
          remove(file, mark.path());
        }
        return;
      }
    }
    try (OpenFile _ = store.lock()) {
      store.remove(mark.path());
    }
  }

  private void remove(RegularFile file, @Nullable String recorded) throws IOException {
    byte @Nullable [] before = file.capability();
    byte @Nullable [] after = FileCapability.parse(before).without(Capabilities.PAYLOAD).bytes();
    if (recorded == null) {
      file.setCapability(after);
      return;
    }
    try (OpenFile _ = store.lock()) {
      file.setCapability(after);
      try {
        store.remove(recorded);
      } catch (IOException e) {
        file.setCapability(before);
        throw e;
      }
    }
  }
}
