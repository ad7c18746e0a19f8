package io.ptictl.process;

import io.ptictl.sys.Capabilities;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine (of this PID namespace), as {@code /proc} shows them to the caller.
 * They come and go: what has gone by the time it is looked at is left out. Thread-safe.
 */
public final class Processes {
  private final ProcFile file = new ProcFile();
  private final Instant boot = Clock.boot();
  private final boolean seesAddresses = seesAddresses();

  /** All that are to be seen, by number. */
  public List<ProcessStatus> all() {
    return census().seen();
  }

  /** All, with how many there are beside those that are to be seen. */
  public Census census() {
    return Census.take(pids());
  }

  /** One process or thread; null if there is none, or none to be seen. */
  public @Nullable ProcessStatus status(int pid) {
    String text = file.read("/proc/" + pid + "/status");
    return text == null ? null : ProcessStatus.parse(text);
  }

  /** What it may do; null if it is gone, or not to be seen. */
  @Nullable Rights rights(int pid) {
    String text = file.read("/proc/" + pid + "/status");
    return text == null || text.isEmpty() ? null : Rights.of(pid, text);
  }

  /** A process and all its descendants, each before its children; empty if it is gone. */
  public List<ProcessStatus> tree(int root) {
    return tree(root, all());
  }

  /** The same, of a list that was made before. */
  public static List<ProcessStatus> tree(int root, List<ProcessStatus> all) {
    Map<Integer, List<ProcessStatus>> children = new HashMap<>();
    List<ProcessStatus> tree = new ArrayList<>();
    for (ProcessStatus each : all) {
      children.computeIfAbsent(each.parent(), _ -> new ArrayList<>()).add(each);
      if (each.pid() == root) {
        tree.add(each);
      }
    }
    for (int i = 0; i < tree.size(); i++) {
      tree.addAll(i + 1, children.getOrDefault(tree.get(i).pid(), List.of()));
    }
    return tree;
  }

  /**
   * Its command line, the arguments separated by blanks; as ps(1) has it, {@code [name]} where
   * there is none. May hold any character.
   */
  public String command(ProcessStatus status) {
    String line = null;
    if (status.kind() == ProcessStatus.Kind.PROGRAM) {
      line = file.read("/proc/" + status.pid() + "/cmdline");
    }
    if (line == null || line.isEmpty()) {
      boolean zombie = status.kind() == ProcessStatus.Kind.ZOMBIE;
      return '[' + utf8(status.name()) + (zombie ? "] <defunct>" : "]");
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == 0) {
      end--;
    }
    return utf8(line.substring(0, end)).replace('\0', ' ');
  }

  /** Its arguments, as {@link io.ptictl.sys.Raw} strings; none if it is gone. */
  List<String> arguments(ProcessStatus status) {
    String line = file.read("/proc/" + status.pid() + "/cmdline");
    return line == null || line.isEmpty() ? List.of() : List.of(line.split("\0", -1));
  }

  /** The systemd unit it belongs to, or null if to none. */
  public @Nullable String unit(ProcessStatus status) {
    String cgroups = file.read("/proc/" + status.pid() + "/cgroup");
    return cgroups == null ? null : Unit.of(cgroups);
  }

  /** Where its program is, a {@link io.ptictl.sys.Raw} string; null if that is not to be seen. */
  public @Nullable String program(ProcessStatus status) {
    try (HeldFile link = HeldFile.at("/proc/" + status.pid() + "/exe")) {
      return link.link();
    } catch (SystemCallException _) {
      return null;
    }
  }

  /** Where its root directory is for this process; ends without a slash. */
  public String root(ProcessStatus status) {
    String link = "/proc/" + status.pid() + "/root";
    try (HeldFile root = HeldFile.at(link)) {
      String path = root.link();
      return path.equals("/") ? "" : link;
    } catch (SystemCallException _) {
      return "";
    }
  }

  /** The environment with which its program started; null if it is not to be seen. */
  public @Nullable List<String> environment(ProcessStatus status) {
    String text = file.readWhole("/proc/" + status.pid() + "/environ");
    return text == null ? null : List.of(text.split("\0", -1));
  }

  /** What of its memory it can execute; null if that is not to be seen. */
  public @Nullable List<Mapping> code(ProcessStatus status) {
    String text = file.readWhole("/proc/" + status.pid() + "/maps");
    return text == null ? null : Mapping.parse(text);
  }

  /** When it was born; null if it is gone. */
  public @Nullable Instant start(ProcessStatus status) {
    String stat = file.read("/proc/" + status.pid() + "/stat");
    return stat == null ? null : Clock.start(stat, boot);
  }

  /**
   * With which page table it entered the kernel last: the leader or, if that never did, another
   * thread.
   *
   * @return null if the kernel does not tell, or no thread has entered yet
   */
  public @Nullable EntryCr3 entryCr3(ProcessStatus status) {
    if (status.kind() != ProcessStatus.Kind.PROGRAM) {
      return null;
    }
    EntryCr3 leader = entryCr3("/proc/" + status.pid());
    if (leader != null || status.threads() <= 1) {
      return leader;
    }
    String[] threads = new File("/proc/" + status.pid() + "/task").list();
    for (String thread : threads == null ? new String[0] : threads) {
      EntryCr3 other = entryCr3("/proc/" + status.pid() + "/task/" + thread);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private @Nullable EntryCr3 entryCr3(String directory) {
    String text = file.read(directory + "/arch_status");
    String value = text == null ? null : Field.of(text, "Entry_CR3");
    EntryCr3 cr3 = value == null ? null : EntryCr3.parse(value);
    // 0 is none yet; but of the low bits alone, which others are shown, it may be all.
    return cr3 != null && cr3.value() == 0 && seesAddresses ? null : cr3;
  }

  private static boolean seesAddresses() {
    try {
      return Capabilities.ofThisProcess().has(Capabilities.SYS_ADMIN);
    } catch (IOException _) {
      return false;
    }
  }

  static int[] pids() {
    String[] names = new File("/proc").list();
    if (names == null) {
      return new int[0];
    }
    int[] pids = new int[names.length];
    int count = 0;
    for (String name : names) {
      char first = name.charAt(0);
      if (first >= '1' && first <= '9') {
        pids[count++] = Integer.parseInt(name);
      }
    }
    int[] sorted = Arrays.copyOf(pids, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
