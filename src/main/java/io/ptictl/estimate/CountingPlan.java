package io.ptictl.estimate;

import io.ptictl.sys.PerfEvent.Attributes;
import io.ptictl.sys.TraceEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * With which counters this user can count on this kernel, and what he cannot. Every counter has
 * been tried. Nothing is traced call by call: a counter adds some 15 to 80 ns to an event.
 *
 * @param counters one of each is made for each thread
 * @param missing what cannot be counted so, and the way out, a line each
 */
public record CountingPlan(List<Counter> counters, List<String> missing) {
  private static final String WAY_OUT =
      "run it as root (or with CAP_PERFMON and a readable /sys/kernel/tracing)";

  /** Ways into the kernel that find user code running or not; those that a kernel has are taken. */
  private static final List<String> INTERRUPTS =
      List.of(
          "irq_vectors/local_timer_entry",
          "irq_vectors/reschedule_entry",
          "irq_vectors/call_function_entry",
          "irq_vectors/call_function_single_entry",
          "irq_vectors/irq_work_entry",
          "irq/irq_handler_entry");

  /**
   * Digits of the number of pages, so that their sum is known without a trace of each flush. It is
   * at most 33 (tlb_single_page_flush_ceiling of arch/x86/mm/tlb.c); beyond, all is flushed.
   */
  private static final int FLUSH_DIGITS = 6;

  /** TLB_REMOTE_SHOOTDOWN and TLB_LOCAL_MM_SHOOTDOWN (linux/mm_types.h), but not of everything. */
  private static final String FLUSHES =
      "(reason == 1 || reason == 3) && pages < " + (1 << FLUSH_DIGITS) + " && pages & %d";

  public CountingPlan {
    counters = List.copyOf(counters);
    missing = List.copyOf(missing);
  }

  /** What works here, for this user. */
  public static CountingPlan ofThisUser() {
    List<Counter> counters = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    addIfWorks(counters, Counter.of(Counted.CPU_TIME, Attributes.TASK_CLOCK.withoutKernel()));
    addIfWorks(counters, Counter.of(Counted.FAULTS, Attributes.PAGE_FAULTS.withoutKernel()));
    addIfWorks(counters, Counter.of(Counted.SWITCHES, Attributes.CONTEXT_SWITCHES));
    try (TraceEvents events = TraceEvents.open()) {
      addTracepoints(counters, events);
    } catch (IOException _) {
      // Then what depends on it is missing, which is told below.
    }
    for (Counted what : Counted.values()) {
      if (!counts(counters, what)) {
        missing.add(what.words() + ": " + instead(what) + "; to count them, " + WAY_OUT);
      }
    }
    return new CountingPlan(counters, missing);
  }

  /** Is this counted? */
  public boolean counts(Counted what) {
    return counts(counters, what);
  }

  private static boolean counts(List<Counter> counters, Counted what) {
    return counters.stream().anyMatch(counter -> counter.what() == what);
  }

  private static void addTracepoints(List<Counter> counters, TraceEvents events)
      throws IOException {
    Attributes all = tracepoint(events, "raw_syscalls/sys_enter");
    // It is reached in the kernel: without the kernel it would open, and count nothing.
    if (all != null && addIfWorks(counters, Counter.of(Counted.SYSTEM_CALLS, all))) {
      for (String name : INTERRUPTS) {
        Attributes one = tracepoint(events, name);
        if (one != null) {
          addIfWorks(counters, Counter.of(Counted.INTERRUPTS, one));
        }
      }
      Attributes flush = tracepoint(events, "tlb/tlb_flush");
      if (flush != null) {
        addFlushes(counters, flush);
      }
    } else {
      addEachSystemCall(counters, events);
    }
  }

  private static void addFlushes(List<Counter> counters, Attributes flush) {
    List<Counter> digits =
        IntStream.range(0, FLUSH_DIGITS)
            .mapToObj(
                digit ->
                    new Counter(
                        Counted.FLUSHED_PAGES, 1L << digit, flush, FLUSHES.formatted(1 << digit)))
            .toList();
    if (digits.stream().allMatch(Counter::works)) {
      counters.addAll(digits);
    }
  }

  /** Those of the single calls take the registers of user code, and so count without the kernel. */
  private static void addEachSystemCall(List<Counter> counters, TraceEvents events)
      throws IOException {
    List<Counter> each =
        events.ids("syscalls", "sys_enter_").stream()
            .map(id -> Counter.of(Counted.SYSTEM_CALLS, Attributes.tracepoint(id).withoutKernel()))
            .toList();
    if (!each.isEmpty() && each.getFirst().works()) {
      counters.addAll(each);
    }
  }

  private static @Nullable Attributes tracepoint(TraceEvents events, String name) {
    try {
      return Attributes.tracepoint(events.id(name));
    } catch (IOException _) {
      return null; // not in this kernel
    }
  }

  private static boolean addIfWorks(List<Counter> counters, Counter counter) {
    return counter.works() && counters.add(counter);
  }

  private static String instead(Counted what) {
    return switch (what) {
      case SYSTEM_CALLS -> "those that read and write, from /proc/PID/io, stand for all";
      case SWITCHES -> "those of living threads, from /proc/PID/task/*/status";
      case CPU_TIME -> "from /proc/PID/stat";
      case FAULTS, INTERRUPTS, FLUSHED_PAGES -> "left out of the estimate";
    };
  }
}
