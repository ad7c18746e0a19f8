package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.Errno;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.OpenFile;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives files the mark. The record is on the disk before the mark is: should the machine stop
 * between the two, there is a record whose mark {@link Verifier} calls lost, and never a mark that
 * nothing tells of. Whatever fails leaves file and record as they were.
 */
public final class Marker {
  private final MarkStore store;
  private final Set<Rule> allowed;

  /**
   * @param allowed the rules that may be broken
   */
  public Marker(MarkStore store, Set<Rule> allowed) {
    this.store = store;
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * Marks a file.
   *
   * @param path absolute, a {@link io.ptictl.sys.Raw} string
   * @return the record; what it says to be waived is what was broken, not all that was allowed
   * @throws Failure if a rule forbids it or something fails; nothing has changed then
   */
  public Mark mark(String path) {
    requirePrivilege();
    try (Candidate file = Candidate.open(path)) {
      requireWritable(file);
      file.capability();
      Map<Rule, String> broken = broken(file);
      refuse(file, broken);
      Mark mark = record(file, broken.keySet());
      write(file, mark);
      return mark;
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** In a user namespace the kernel would write capabilities of that namespace instead. */
  static void requirePrivilege() {
    try {
      if (Capabilities.ofThisProcess().has(Capabilities.SETFCAP)) {
        return;
      }
    } catch (IOException _) {
      // Without /proc nothing else would work.
    }
    throw Failure.failed(
        "not permitted: needs CAP_SETFCAP in the initial user namespace; try as root");
  }

  private static void requireWritable(Candidate file) throws IOException {
    if (file.fileSystem().readOnly()) {
      throw Failure.failed(Names.shown(file.path()) + ": " + Errno.text(Errno.EROFS));
    }
  }

  /** Every rule that this file breaks, and how. */
  static Map<Rule, String> broken(Candidate file) throws IOException {
    Map<Rule, String> broken = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      String reason = rule.broken(file);
      if (reason != null) {
        broken.put(rule, reason);
        if (!rule.waivable()) {
          break;
        }
      }
    }
    return broken;
  }

  private void refuse(Candidate file, Map<Rule, String> broken) {
    Set<Rule> forbidden = new TreeSet<>(broken.keySet());
    forbidden.removeAll(allowed);
    if (forbidden.isEmpty()) {
      return;
    }
    String reasons = forbidden.stream().map(broken::get).collect(Collectors.joining("; "));
    String words = forbidden.stream().map(Rule::word).collect(Collectors.joining(","));
    boolean waivable = forbidden.stream().allMatch(Rule::waivable);
    throw Failure.failed(
        Names.shown(file.path())
            + ": not marked: "
            + reasons
            + (waivable ? "; mend it, or waive by --allow " + words : ""));
  }

  private static Mark record(Candidate file, Set<Rule> waived) throws IOException {
    DebianPackage debian = DebianPackage.of(file.path());
    Who who = Who.ofThisProcess();
    return new Mark(
        file.path(),
        file.status().device(),
        file.status().inode(),
        file.located().handle().identity(),
        file.status().size(),
        file.content().sha256(),
        debian == null ? null : debian.name(),
        debian == null ? null : debian.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        who.name(),
        who.source(),
        waived);
  }

  /**
   * A first record counts before the mark is set, and is removed if that fails, which needs no
   * space. One that replaces another counts after it: there is a record at any time.
   */
  private void write(Candidate file, Mark mark) throws IOException {
    try (OpenFile _ = store.lock()) {
      boolean first = store.find(mark.path()) == null;
      MarkStore.Prepared prepared = store.prepare(mark);
      byte @Nullable [] before = file.file().capability();
      try {
        if (first) {
          prepared.commit();
        }
        set(file);
        if (!first) {
          prepared.commit();
        }
        forgetFormerNames(file, mark);
      } catch (IOException | Failure e) {
        undo(file, before, e);
        prepared.discard();
        if (first) {
          store.remove(mark.path());
        }
        throw e;
      }
    }
  }

  /** The record of a name that the file had before it was moved: this one takes its place. */
  private void forgetFormerNames(Candidate file, Mark mark) throws IOException {
    for (Mark other : store.all().marks()) {
      boolean same = mark.identity() != null && mark.identity().equals(other.identity());
      if (same && !other.path().equals(mark.path()) && !leadsTo(other.path(), file)) {
        store.remove(other.path());
      }
    }
  }

  private static boolean leadsTo(String path, Candidate file) {
    try (Located now = Located.find(path)) {
      return now.status().sameFile(file.status());
    } catch (Failure _) {
      return false;
    }
  }

  private static void set(Candidate file) throws IOException {
    FileCapability marked = file.capability().with(Capabilities.PAYLOAD);
    file.file().setCapability(marked.bytes());
    String shown = Names.shown(file.path());
    if (!Arrays.equals(file.file().capability(), marked.bytes())) {
      throw Failure.failed(shown + ": not marked: its file system does not keep the mark");
    }
    if (Leases.contested(file.file())) {
      throw Failure.failed(shown + ": not marked: a process came to write to it; try again");
    }
    if (!leadsTo(file.path(), file)) {
      throw Failure.failed(shown + ": not marked: another file came to its place; try again");
    }
  }

  private static void undo(Candidate file, byte @Nullable [] before, Exception cause)
      throws IOException {
    try {
      if (!Arrays.equals(file.file().capability(), before)) {
        file.file().setCapability(before);
      }
    } catch (IOException e) {
      e.addSuppressed(cause);
      throw new IOException("the mark could not be taken back: " + IoReason.of(e), e);
    }
  }

  static Failure failure(String path, IOException e) {
    String reason =
        e instanceof SystemCallException call && call.errno() == Errno.EPERM
            ? "refused; is the file immutable (lsattr), or a seccomp filter in the way?"
            : IoReason.of(e);
    return Failure.failed(Names.shown(path) + ": " + reason);
  }
}
