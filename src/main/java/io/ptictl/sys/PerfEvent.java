package io.ptictl.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * A counter of the kernel's, by perf_event_open(2): it counts one kind of event of one thread and,
 * where that is asked for, of all that it starts from then on. It exists as long as it is open, so
 * it ends with this process, however that ends. Not for sampling. One thread at a time.
 */
public final class PerfEvent implements AutoCloseable {
  /** asm/unistd_64.h. */
  private static final long NR_PERF_EVENT_OPEN = 298;

  /** linux/perf_event.h: the first part of struct perf_event_attr, which is all that is needed. */
  private static final int PERF_ATTR_SIZE_VER0 = 64;

  private static final long PERF_FLAG_FD_CLOEXEC = 8;
  private static final long PERF_EVENT_IOC_ENABLE = 0x2400;
  private static final long PERF_EVENT_IOC_DISABLE = 0x2401;
  private static final long PERF_EVENT_IOC_SET_FILTER = 0x40082406;

  private static final MethodHandle SYSCALL =
      Libc.find(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private final int descriptor;

  /**
   * What is counted.
   *
   * @param type PERF_TYPE_SOFTWARE or PERF_TYPE_TRACEPOINT
   * @param config which of them
   * @param flags the bits of struct perf_event_attr behind {@code read_format}
   */
  public record Attributes(int type, long config, long flags) {
    /** linux/perf_event.h. */
    private static final int PERF_TYPE_SOFTWARE = 1;

    private static final int PERF_TYPE_TRACEPOINT = 2;
    private static final long DISABLED = 1;
    private static final long INHERIT = 1 << 1;
    private static final long EXCLUDE_KERNEL = 1 << 5;
    private static final long ENABLE_ON_EXEC = 1 << 12;

    /** Nanoseconds on a CPU. */
    public static final Attributes TASK_CLOCK = software(1);

    /** Page faults. */
    public static final Attributes PAGE_FAULTS = software(2);

    /** Switches to another thread; with {@link #withoutKernel} it counts none at all. */
    public static final Attributes CONTEXT_SWITCHES = software(3);

    private static Attributes software(long config) {
      return new Attributes(PERF_TYPE_SOFTWARE, config, DISABLED | INHERIT);
    }

    /**
     * A tracepoint.
     *
     * @param id from {@link TraceEvents}
     */
    public static Attributes tracepoint(long id) {
      return new Attributes(PERF_TYPE_TRACEPOINT, id, DISABLED | INHERIT);
    }

    /**
     * Only while user code runs. Any user may count so in processes of his own; what else he may,
     * {@code kernel.perf_event_paranoid} says. Most tracepoints never count then: they are reached
     * in the kernel.
     */
    public Attributes withoutKernel() {
      return new Attributes(type, config, flags | EXCLUDE_KERNEL);
    }

    /** From the next execve(2) of each thread that has inherited the counter. */
    public Attributes fromExec() {
      return new Attributes(type, config, flags | ENABLE_ON_EXEC);
    }
  }

  private PerfEvent(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Makes a counter that stands still.
   *
   * @param thread whose events; 0: the calling thread's
   */
  public static PerfEvent open(Attributes attributes, int thread) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(PERF_ATTR_SIZE_VER0, 8);
      attr.set(ValueLayout.JAVA_INT, 0, attributes.type());
      attr.set(ValueLayout.JAVA_INT, 4, PERF_ATTR_SIZE_VER0);
      attr.set(ValueLayout.JAVA_LONG, 8, attributes.config());
      attr.set(ValueLayout.JAVA_LONG, 40, attributes.flags());
      long pid = thread;
      long result =
          Libc.call(
              "perf_event_open",
              "thread " + thread,
              s ->
                  (long)
                      SYSCALL.invokeExact(
                          s, NR_PERF_EVENT_OPEN, attr, pid, -1L, -1L, PERF_FLAG_FD_CLOEXEC));
      return new PerfEvent((int) result);
    }
  }

  /**
   * Counts only events that match.
   *
   * @param filter in the language of the kernel's Documentation/trace/events.rst
   */
  public void filter(String filter) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(filter, StandardCharsets.US_ASCII);
      Libc.ioctl(descriptor, PERF_EVENT_IOC_SET_FILTER, text);
    }
  }

  /** Counts from now on. */
  public void enable() throws SystemCallException {
    Libc.ioctl(descriptor, PERF_EVENT_IOC_ENABLE, MemorySegment.NULL);
  }

  /** Counts no more, from now on. */
  public void disable() throws SystemCallException {
    Libc.ioctl(descriptor, PERF_EVENT_IOC_DISABLE, MemorySegment.NULL);
  }

  /** What was counted until now, of threads that have ended, too. */
  public long count() throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_LONG);
      Libc.read(descriptor, value);
      return value.get(JAVA_LONG, 0);
    }
  }

  /** Never fails. */
  @Override
  public void close() {
    try {
      Libc.close(descriptor);
    } catch (SystemCallException _) {
      // Linux has closed it in any case.
    }
  }
}
