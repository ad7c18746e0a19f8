package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.OpenFile;
import java.io.IOException;
import java.util.Arrays;
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
    if (store.find(path) == null) {
      return false;
    }
    try (Candidate file = Candidate.open(path)) {
      if (file.path().equals(path) && isMarked(file)) {
        remove(file, path);
      } else {
        removeRecord(path);
      }
    } catch (Failure e) {
      if (String.valueOf(e.getMessage()).endsWith(Candidate.DENIED)) {
        throw e;
      }
      removeRecord(path);
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
      remove(file, recorded);
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

  private void removeRecord(String path) throws IOException {
    try (OpenFile _ = store.lock()) {
      store.remove(path);
    }
  }

  private void remove(Candidate file, @Nullable String recorded) throws IOException {
    byte @Nullable [] before = file.file().capability();
    FileCapability without = file.capability().without(Capabilities.PAYLOAD);
    if (recorded == null) {
      set(file, before, without);
      return;
    }
    try (OpenFile _ = store.lock()) {
      set(file, before, without);
      try {
        store.remove(recorded);
      } catch (IOException e) {
        file.file().setCapability(before);
        throw e;
      }
    }
  }

  private static void set(Candidate file, byte @Nullable [] before, FileCapability without)
      throws IOException {
    byte @Nullable [] after = without.bytes();
    if (!Arrays.equals(before, after)) {
      file.file().setCapability(after);
    }
  }
}
