package io.ptictl.estimate;

import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What isolation costs a workload on a processor. Immutable, pure.
 *
 * @param workload what was counted
 * @param processor for which is reckoned
 * @param isolatedNow was it isolated while it was counted? Its CPU time then has the cost in it
 * @param causes the parts of the cost
 */
public record Estimate(
    Workload workload, Processor processor, boolean isolatedNow, List<Cause> causes) {
  /** Below this nobody will notice. */
  private static final double LITTLE = 0.01;

  /** From here on it is worth a thought. */
  private static final double MUCH = 0.05;

  public Estimate {
    causes = List.copyOf(causes);
  }

  /**
   * Reckons it.
   *
   * @param touchedPages of 4 KiB that are used again between two entries into the kernel; null if
   *     nobody knows
   * @throws Failure if it used no CPU time
   */
  public static Estimate of(
      Workload workload, Processor processor, boolean isolatedNow, @Nullable Integer touchedPages) {
    double cycles = workload.cpuSeconds() * processor.hertz() / workload.seconds();
    if (cycles <= 0) {
      throw Failure.failed(
          workload.command() + ": used no CPU time while it was counted; count it under load");
    }
    Entries entries = new Entries(workload, processor, cycles);
    List<Cause> causes = new ArrayList<>();
    causes.add(entries.systemCalls());
    causes.add(entries.of("page faults", workload.perSecond(Counted.FAULTS), "of user code only"));
    causes.add(
        entries.of(
            "interrupts in user mode",
            workload.userInterruptsPerSecond(),
            "of all interrupts, user code's part of the CPU time"));
    causes.add(entries.switches());
    causes.add(flushes(workload, processor, cycles));
    if (!processor.pcid()) {
      causes.add(walks(causes, workload, processor, cycles, touchedPages));
    }
    return new Estimate(workload, processor, isolatedNow, causes);
  }

  /** Of the CPU time. */
  public Span share() {
    return causes.stream().map(Cause::share).reduce(Span.ZERO, Span::plus);
  }

  /** CPUs that isolation keeps busy. */
  public Span cpus() {
    return share().times(workload.cpuSeconds() / workload.seconds());
  }

  /**
   * An upper bound that needs no counters, from the time in the kernel; null without PCID, or where
   * the workload was not isolated.
   */
  public @Nullable Double bound() {
    return processor.pcid() && isolatedNow
        ? Double.valueOf(Model.LIMIT_OF_SYSTEM_TIME * workload.systemShare())
        : null;
  }

  /** Is an opt-out worth it? In a sentence. */
  public String verdict() {
    if (workload.perSecond(Counted.SYSTEM_CALLS) == null && share().low() < MUCH) {
      return "not to be told: its system calls were not counted";
    }
    if (share().high() < LITTLE) {
      return "no: less than 1 % is to be won";
    }
    if (share().low() >= MUCH) {
      return "yes, if you would trust the program with all memory of the kernel";
    }
    return share().high() < MUCH
        ? "hardly: a few percent are to be won, and isolation is lost"
        : "perhaps: it may be much or little; measure it";
  }

  /** What the model leaves out. */
  public List<String> notModelled() {
    List<String> not = new ArrayList<>();
    if (processor.pcid()) {
      not.add("large working sets: up to 0.5 points more at 5k entries/s and 100 MB (Gregg 2018)");
    }
    not.add("kernel pages that lose their global TLB entries; caches; hyper-threads");
    not.add("whatever isolation delays in other processes that this one waits for");
    return not;
  }

  private static Cause flushes(Workload workload, Processor processor, double cycles) {
    Double pages = workload.perSecond(Counted.FLUSHED_PAGES);
    double share = pages == null || !processor.pcid() ? 0 : pages * Model.CYCLES_PER_FLUSH / cycles;
    return new Cause(
        "invalidated pages",
        pages,
        Span.exactly(share),
        processor.pcid() ? "350 cycles each, under a second PCID" : "nothing without PCID");
  }

  private static Cause walks(
      List<Cause> entries,
      Workload workload,
      Processor processor,
      double cycles,
      @Nullable Integer touched) {
    double perSecond =
        entries.subList(0, 3).stream()
            .mapToDouble(cause -> cause.perSecond() == null ? 0 : cause.perSecond())
            .sum();
    Span pages = touched == null ? new Span(0, 0, workload.residentPages()) : Span.exactly(touched);
    Span share =
        Model.walks(perSecond, pages, processor.tlbEntries(), processor.cyclesPerWalk())
            .times(1 / cycles);
    return new Cause(
        "page walks, no PCID",
        perSecond,
        share,
        touched == null
            ? "pages touched between entries unknown: none to all resident; give --touched"
            : "pages touched between entries: --touched");
  }

  /** What comes of ways into the kernel. */
  private record Entries(Workload workload, Processor processor, double cycles) {
    Cause of(String words, @Nullable Double perSecond, String remark) {
      Span share = perSecond == null ? Span.ZERO : share(perSecond);
      return new Cause(words, perSecond, share, perSecond == null ? "not counted" : remark);
    }

    Cause systemCalls() {
      Double perSecond = workload.perSecond(Counted.SYSTEM_CALLS);
      if (perSecond != null) {
        return of("system calls", perSecond, "");
      }
      Span least = share(workload.leastCalls() / workload.seconds());
      double most = Model.LIMIT_OF_SYSTEM_TIME * workload.systemShare();
      return new Cause(
          "system calls",
          null,
          new Span(least.low(), least.middle(), Math.max(most, least.high())),
          "not counted; from reads and writes only, to 0.75 of the time in the kernel (by ticks)");
    }

    /** Each came by a system call or an interrupt, which is counted already. */
    Cause switches() {
      Double perSecond = workload.perSecond(Counted.SWITCHES);
      double most = perSecond == null ? 0 : share(perSecond).high();
      return new Cause(
          "context switches",
          perSecond,
          new Span(0, 0, most),
          "came by an entry that is counted; at most one more each (Gregg 2018)");
    }

    private Span share(double perSecond) {
      return processor.cyclesPerEntry().times(perSecond / cycles);
    }
  }
}
