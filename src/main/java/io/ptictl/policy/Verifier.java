package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.IoReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares marks with their records and with the rules. Changes nothing. */
public final class Verifier {
  private final MarkStore.Records records;
  private final Set<Rule> unseen = EnumSet.noneOf(Rule.class);

  /**
   * @param records read before; marks made since are unknown
   */
  public Verifier(MarkStore.Records records) {
    this.records = records;
    if (!seesWriters()) {
      unseen.add(Rule.WRITER);
    }
  }

  /** The rules that this process cannot check for want of privilege. */
  public Set<Rule> unseen() {
    return Set.copyOf(unseen);
  }

  /** Of each record, in the order of paths. */
  public List<Finding> all() {
    return records.marks().stream().map(this::verify).toList();
  }

  /**
   * Of one path.
   *
   * @param path absolute, a {@link io.ptictl.sys.Raw} string
   * @throws Failure if there is neither a mark nor a record of one
   */
  public Finding file(String path) {
    Mark named = recorded(path);
    if (named != null) {
      return verify(named);
    }
    try (Candidate file = Candidate.open(path)) {
      Mark mark = recorded(file.path());
      if (mark != null) {
        return verify(mark);
      }
      if (!file.capability().permits(Capabilities.PAYLOAD)) {
        throw Failure.failed(Names.shown(file.path()) + ": not marked");
      }
      return withoutRecord(file);
    } catch (IOException e) {
      throw Failure.failed(Names.shown(path) + ": " + IoReason.of(e));
    }
  }

  private @Nullable Mark recorded(String path) {
    return records.marks().stream().filter(m -> m.path().equals(path)).findFirst().orElse(null);
  }

  private Finding withoutRecord(Candidate file) {
    String identity = file.located().handle().identity();
    for (Mark mark : records.marks()) {
      if (identity != null && identity.equals(mark.identity())) {
        String reason = "recorded as " + Names.shown(mark.path());
        return new Finding(file.path(), MarkState.MOVED, List.of(reason), mark);
      }
    }
    return new Finding(
        file.path(), MarkState.UNKNOWN, List.of("marked, but not by this program"), null);
  }

  private Finding verify(Mark mark) {
    try (Candidate file = Candidate.open(mark.path())) {
      if (!file.path().equals(mark.path())) {
        return lost(mark, "the way to it leads through a symbolic link now");
      }
      FileCapability capability = file.capability();
      if (!capability.permits(Capabilities.PAYLOAD)) {
        return lost(mark, withoutMark(mark, file));
      }
      if (!file.content().sha256().equals(mark.sha256())) {
        return Finding.of(mark, MarkState.CHANGED, "its content is not the one that was marked");
      }
      return rules(mark, file);
    } catch (Failure e) {
      return unopened(mark, e);
    } catch (IOException e) {
      return Finding.of(mark, MarkState.UNREADABLE, IoReason.of(e));
    }
  }

  private Finding rules(Mark mark, Candidate file) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      String broken =
          mark.waived().contains(rule) || unseen.contains(rule) ? null : rule.broken(file);
      if (broken != null) {
        reasons.add(broken + " (" + rule.word() + ")");
      }
    }
    MarkState state = reasons.isEmpty() ? MarkState.OK : MarkState.UNSAFE;
    return new Finding(mark.path(), state, reasons, mark);
  }

  /** Not to be opened: another kind of file now, or gone, or closed to this process. */
  private Finding unopened(Mark mark, Failure e) {
    String message = String.valueOf(e.getMessage());
    if (message.endsWith(IoReason.DENIED)) {
      return Finding.of(mark, MarkState.UNREADABLE, IoReason.DENIED);
    }
    String shown = Names.shown(mark.path()) + ": ";
    return lost(mark, message.startsWith(shown) ? message.substring(shown.length()) : message);
  }

  private static Finding lost(Mark mark, String reason) {
    String elsewhere = Moved.to(mark);
    return elsewhere == null
        ? Finding.of(mark, MarkState.LOST, reason)
        : Finding.of(mark, MarkState.MOVED, elsewhere);
  }

  private static String withoutMark(Mark mark, Candidate file) {
    String name = mark.packageName();
    String version = name == null ? null : DebianPackage.version(name);
    if (version != null && !version.equals(mark.packageVersion())) {
      return "package %s went from %s to %s".formatted(name, mark.packageVersion(), version);
    }
    String identity = file.located().handle().identity();
    boolean same = identity != null && identity.equals(mark.identity());
    return same
        ? "its capabilities were taken, as by writing to it or by chown"
        : "another file has taken its place";
  }

  /** A lease needs the file's owner, or CAP_LEASE. */
  private static boolean seesWriters() {
    try {
      return Capabilities.ofThisProcess().has(Capabilities.LEASE);
    } catch (IOException _) {
      return false;
    }
  }
}
