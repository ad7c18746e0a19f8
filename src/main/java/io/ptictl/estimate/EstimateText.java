package io.ptictl.estimate;

import static io.ptictl.report.Numbers.format;

import io.ptictl.report.Printable;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import java.io.PrintWriter;

/** An estimate as a person reads it. */
public final class EstimateText {
  private EstimateText() {}

  /** Prints what was counted, what it costs, by which figures, and what is left out. */
  public static void print(Estimate estimate, PrintWriter out) {
    Workload workload = estimate.workload();
    out.println(
        format(
            "%s: %d %s, %d %s, counted for %.1f s; %.2f CPUs, %.0f %% of that in the kernel",
            Printable.of(workload.command()),
            workload.processes(),
            workload.processes() == 1 ? "process" : "processes",
            workload.threads(),
            workload.threads() == 1 ? "thread" : "threads",
            workload.seconds(),
            workload.cpuSeconds() / workload.seconds(),
            100 * workload.systemShare()));
    out.println();
    causes(estimate).print(out, 0);
    out.println();
    conclusion(estimate, out);
    out.println();
    parameters(estimate.processor()).print(out, 0);
    out.println();
    out.println("not modelled:");
    estimate.notModelled().forEach(line -> out.println("  " + line));
    if (!workload.missing().isEmpty()) {
      out.println("not counted:");
      workload.missing().forEach(line -> out.println("  " + line));
    }
    out.println("how far to trust it: ptictl estimate --check");
  }

  private static Table causes(Estimate estimate) {
    Table table =
        new Table(
            Column.left("CAUSE"),
            Column.right("PER SECOND"),
            Column.right("CPU TIME"),
            Column.right("RANGE"),
            Column.left("REMARK"));
    for (Cause cause : estimate.causes()) {
      Double perSecond = cause.perSecond();
      table.row(
          cause.words(),
          perSecond == null ? "?" : format("%.0f", perSecond),
          percent(cause.share().middle()),
          range(cause.share()),
          cause.remark());
    }
    table.row("all", "", percent(estimate.share().middle()), range(estimate.share()), "");
    return table;
  }

  private static void conclusion(Estimate estimate, PrintWriter out) {
    Span share = estimate.share();
    Span cpus = estimate.cpus();
    out.println(
        format(
            "isolation %s %s of its CPU time (%s), %.3f CPUs (%.3f to %.3f), on %s",
            estimate.isolatedNow() ? "takes" : "would add",
            percent(share.middle()),
            range(share),
            cpus.middle(),
            cpus.low(),
            cpus.high(),
            estimate.processor().title()));
    Double bound = estimate.bound();
    if (bound != null) {
      out.println("and no more than " + percent(bound) + ", 0.75 of its share in the kernel");
    }
    out.println("is an opt-out worth it? " + estimate.verdict());
  }

  private static Table parameters(Processor processor) {
    Table table = new Table(Column.left("PARAMETER"), Column.left("VALUE"), Column.left("SOURCE"));
    table.row("one entry and exit", processor.cyclesInWords(), processor.cyclesSource());
    table.row("PCID", processor.pcid() ? "in use" : "not in use", processor.pcidSource());
    table.row("frequency", format("%.2f GHz", processor.hertz() / 1e9), processor.hertzSource());
    if (processor.pcid()) {
      table.row("flush of one page", format("%.0f cycles", Model.CYCLES_PER_FLUSH), "the model");
    } else {
      Span walk = processor.cyclesPerWalk();
      table.row("page walk", format("%.0f to %.0f cycles", walk.low(), walk.high()), "the model");
      table.row("TLB", processor.tlbEntries() + " entries", "Intel's optimization manual");
    }
    return table;
  }

  private static String range(Span share) {
    return format("%s to %s %%", digits(share.low()), digits(share.high()));
  }

  private static String percent(double share) {
    return digits(share) + " %";
  }

  /** Three that count, and no more than the model can mean. */
  private static String digits(double share) {
    double percent = 100 * share;
    return percent == 0 ? "0" : format(percent < 1 ? "%.2f" : "%.1f", percent);
  }
}
