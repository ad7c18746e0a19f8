package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers of the kernel's tracepoints, which tracefs tells. Where that is mounted and readable,
 * it is read there; root reads it from a mount of its own that is attached nowhere, so that nobody
 * sees it and nothing is left of it after {@link #close()} or the end of this process. Thread-safe.
 */
public final class TraceEvents implements AutoCloseable {
  private static final Path MOUNTED = Path.of("/sys/kernel/tracing/events");

  /** sys/mount.h, linux/mount.h. */
  private static final int FSOPEN_CLOEXEC = 1;

  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;

  private static final MethodHandle FSOPEN =
      Libc.find("fsopen", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle FSCONFIG =
      Libc.find(
          "fsconfig",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle FSMOUNT =
      Libc.find("fsmount", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  private final Path events;
  private final int mount;

  private TraceEvents(Path events, int mount) {
    this.events = events;
    this.mount = mount;
  }

  /**
   * @throws IOException if this user may not read tracefs, or the kernel has none
   */
  public static TraceEvents open() throws IOException {
    if (Files.isReadable(MOUNTED)) {
      return new TraceEvents(MOUNTED, -1);
    }
    int mount = mountNowhere();
    return new TraceEvents(Path.of("/proc/self/fd/" + mount, "events"), mount);
  }

  private static int mountNowhere() throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment type = arena.allocateFrom("tracefs");
      MemorySegment none = MemorySegment.NULL;
      int context =
          (int)
              Libc.call(
                  "fsopen", "tracefs", s -> (int) FSOPEN.invokeExact(s, type, FSOPEN_CLOEXEC));
      try {
        Libc.call(
            "fsconfig",
            "tracefs",
            s -> (int) FSCONFIG.invokeExact(s, context, FSCONFIG_CMD_CREATE, none, none, 0));
        return (int)
            Libc.call(
                "fsmount",
                "tracefs",
                s -> (int) FSMOUNT.invokeExact(s, context, FSMOUNT_CLOEXEC, 0));
      } finally {
        Libc.close(context);
      }
    }
  }

  /**
   * The number of one.
   *
   * @param name as tracefs has it, {@code raw_syscalls/sys_enter} for example
   * @throws IOException if the kernel has no such tracepoint
   */
  public long id(String name) throws IOException {
    return Long.parseLong(Files.readString(events.resolve(name).resolve("id")).strip());
  }

  /**
   * The numbers of all of one system whose names begin so.
   *
   * @throws IOException if the kernel has no such system
   */
  public List<Long> ids(String system, String prefix) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Stream<Path> all = Files.list(events.resolve(system))) {
      for (Path each : all.filter(p -> named(p).startsWith(prefix)).sorted().toList()) {
        ids.add(id(system + "/" + named(each)));
      }
    }
    return ids;
  }

  private static String named(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Never fails. */
  @Override
  public void close() {
    try {
      if (mount >= 0) {
        Libc.close(mount);
      }
    } catch (SystemCallException _) {
      // Linux has closed it in any case.
    }
  }
}
