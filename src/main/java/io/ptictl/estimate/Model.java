package io.ptictl.estimate;

/**
 * What isolation costs, in cycles. Pure.
 *
 * <p>Each way into the kernel costs two CR3 writes and what they entail. Without PCID these also
 * empty the TLB of the process's own pages, and with PCID a page that is flushed must be flushed
 * under two of them.
 */
public final class Model {
  /** Cycles to look up again a page that a CR3 write threw out of the TLB: a page walk. */
  public static final Span CYCLES_PER_WALK = new Span(9, 13, 20);

  /** Cycles to flush one page from the TLB under a second PCID. */
  public static final double CYCLES_PER_FLUSH = 350;

  /** No more of a process's CPU time is isolation's than this part of its time in the kernel. */
  public static final double LIMIT_OF_SYSTEM_TIME = 0.75;

  private Model() {}

  /**
   * Cycles for pages that are looked up again after each entry, without PCID.
   *
   * @param entries into the kernel
   * @param pages of 4 KiB that the process touches again between two entries
   * @param tlbEntries that the second-level TLB has
   * @param walk cycles for one page
   */
  public static Span walks(double entries, Span pages, int tlbEntries, Span walk) {
    Span held =
        new Span(
            Math.min(pages.low(), tlbEntries),
            Math.min(pages.middle(), tlbEntries),
            Math.min(pages.high(), tlbEntries));
    return held.times(walk).times(entries);
  }
}
