package io.ptictl.process;

import io.ptictl.spec.Isolation;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how processes came to be opted out: from what the kernel told at the time and, where it
 * told nothing, from what can be seen now. One thread at a time.
 */
public final class Origins {
  /** How far apart the two ways in which the kernel tells of one thing may date it. */
  private static final Duration SAME = Duration.ofSeconds(2);

  private final Processes processes;
  private final ProcFile file = new ProcFile();
  private @Nullable KernelEvents events;

  public Origins(Processes processes) {
    this.processes = processes;
  }

  /** That of a process; unknown for one that is not opted out. */
  public Origin of(ProcessStatus process) {
    Isolation state = process.isolation();
    Instant start = processes.start(process);
    if (state == null || !state.optedOut() || start == null) {
      return Origin.unknown();
    }
    for (KernelEvent.Source source : KernelEvent.Source.values()) {
      KernelEvent beginning = beginning(events().of(process.pid(), start, source), state);
      if (beginning != null) {
        return told(process, beginning, start);
      }
    }
    return deduced(process, state, start);
  }

  /** What the kernel told, read when it is first asked for. */
  KernelEvents events() {
    KernelEvents known = events;
    if (known == null) {
      known = KernelEvents.read();
      events = known;
    }
    return known;
  }

  /** The event with which the present opt-out began; null unless what was told leads up to it. */
  private static @Nullable KernelEvent beginning(List<KernelEvent> told, Isolation state) {
    boolean last = true;
    for (KernelEvent each : told.reversed()) {
      if (each.refused()) {
        continue;
      }
      if (last && each.after() != state) {
        return null;
      }
      if (each.begins()) {
        return each;
      }
      last = false;
    }
    return null;
  }

  private Origin told(ProcessStatus process, KernelEvent event, Instant start) {
    return switch (event.cause()) {
      case MARK -> new Origin(Origin.Kind.MARK, true, event.time(), event, 0);
      case FORK ->
          new Origin(Origin.Kind.INHERITED, true, start, event, leaderOf(event.actor().task()));
      default -> asked(process, event, start);
    };
  }

  /** A tracepoint names a thread, which may have ended; an audit record names the process. */
  private Origin asked(ProcessStatus process, KernelEvent event, Instant start) {
    int task = event.actor().task();
    if (event.source() == KernelEvent.Source.TRACE && task != process.pid()) {
      for (KernelEvent same : events().of(process.pid(), start, KernelEvent.Source.AUDIT)) {
        if (same.cause() == event.cause()
            && same.after() == event.after()
            && Duration.between(same.time(), event.time()).abs().compareTo(SAME) < 0) {
          return asked(process, same, start);
        }
      }
      if (!isThread(process.pid(), task) && processes.status(task) == null) {
        // One who is gone: a thread of its own has its name, unless it was given another.
        Origin.Kind likely =
            event.actor().name().equals(event.name()) ? Origin.Kind.SELF : Origin.Kind.OUTSIDE;
        return new Origin(likely, false, event.time(), event, 0);
      }
    }
    boolean self = task == process.pid() || isThread(process.pid(), task);
    Origin.Kind kind = self ? Origin.Kind.SELF : Origin.Kind.OUTSIDE;
    return new Origin(kind, true, event.time(), event, 0);
  }

  private Origin deduced(ProcessStatus process, Isolation state, Instant start) {
    if (state == Isolation.OFF) {
      Boolean marked = startedMarked(process, start);
      if (marked != null) {
        return new Origin(Origin.Kind.MARK, marked, marked ? start : null, null, 0);
      }
    }
    ProcessStatus parent = processes.status(process.parent());
    Isolation its = parent == null ? null : parent.isolation();
    if (parent == null || its == null || !its.optedOut()) {
      return Origin.unknown();
    }
    return state == Isolation.OFF || sameProgram(process, parent)
        ? new Origin(Origin.Kind.INHERITED, false, null, null, parent.pid())
        : Origin.unknown();
  }

  /**
   * Is its program marked, and was it when the process was born, so that the mark counted when it
   * executed it? False if that is not sure, null if the program is not marked.
   */
  private @Nullable Boolean startedMarked(ProcessStatus process, Instant start) {
    try {
      ProgramFile program = ProgramFile.of(process.pid());
      if (!program.marked() || program.nosuid()) {
        return null;
      }
      Path exe = Path.of("/proc/" + process.pid() + "/exe");
      FileTime changed = (FileTime) Files.getAttribute(exe, "unix:ctime");
      String status = file.read("/proc/" + process.pid() + "/status");
      boolean permitted =
          status != null
              && Rights.has(Rights.of(process.pid(), status).permitted(), Capabilities.PAYLOAD);
      return permitted && changed.toInstant().isBefore(start);
    } catch (SystemCallException _) {
      return null;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean sameProgram(ProcessStatus process, ProcessStatus parent) {
    try {
      return Files.isSameFile(
          Path.of("/proc/" + process.pid() + "/exe"), Path.of("/proc/" + parent.pid() + "/exe"));
    } catch (IOException _) {
      return false;
    }
  }

  private int leaderOf(int task) {
    ProcessStatus status = processes.status(task);
    return status == null ? task : status.leader();
  }

  private static boolean isThread(int pid, int task) {
    return new File("/proc/" + pid + "/task/" + task).exists();
  }
}
