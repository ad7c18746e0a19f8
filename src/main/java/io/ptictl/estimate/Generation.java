package io.ptictl.estimate;

import io.ptictl.report.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of processors of which it was published what isolation costs them. It says nothing of which
 * processors are affected: that the kernel knows.
 */
public enum Generation {
  /** Nehalem and older: no PCID. */
  NEHALEM(
      "nehalem",
      "Nehalem and older",
      null,
      new Span(1080, 1225, 1370),
      new Span(1080, 1225, 1370),
      512,
      "Nehalem W3580, Cracauer 2018"),
  /** Haswell and Broadwell. */
  HASWELL(
      "haswell",
      "Haswell, Broadwell",
      new Span(390, 430, 480),
      Span.exactly(730),
      Span.exactly(1140),
      1024,
      "getppid() on E5-2658v3, E5-2667v4, i5-4250U, T-Systems 2018"),
  /** Skylake of servers. */
  SKYLAKE_SP(
      "skylake-sp",
      "Skylake-SP",
      new Span(390, 410, 430),
      Span.exactly(1110),
      Span.exactly(1110),
      1536,
      "getppid() on Gold 6161, Gold 6148, T-Systems 2018");

  private final String word;
  private final String title;
  private final @Nullable Span withPcid;
  private final Span onMetal;
  private final Span inGuest;
  private final int tlbEntries;
  private final String source;

  Generation(
      String word,
      String title,
      @Nullable Span withPcid,
      Span onMetal,
      Span inGuest,
      int tlbEntries,
      String source) {
    this.word = word;
    this.title = title;
    this.withPcid = withPcid;
    this.onMetal = onMetal;
    this.inGuest = inGuest;
    this.tlbEntries = tlbEntries;
    this.source = source;
  }

  /**
   * The one of this name; {@code broadwell} is that of Haswell.
   *
   * @throws Failure (usage) if there is none
   */
  public static Generation named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(g -> g.word.equals(wanted.equals("broadwell") ? HASWELL.word : wanted))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "CPU '"
                        + name
                        + "': no figures for it; there are some for "
                        + Arrays.stream(values()).map(g -> g.word).collect(Collectors.joining(", "))
                        + " and broadwell"));
  }

  /** As the command line has it. */
  public String word() {
    return word;
  }

  /** As a person reads it. */
  public String title() {
    return title;
  }

  /** Has it PCID at all? */
  public boolean hasPcid() {
    return withPcid != null;
  }

  /**
   * What isolation adds to one way into the kernel and back, in cycles.
   *
   * @param pcid is PCID in use? Ignored by a generation that has none
   * @param guest does the kernel run in a virtual machine?
   */
  public Span cyclesPerEntry(boolean pcid, boolean guest) {
    if (pcid && withPcid != null) {
      return withPcid;
    }
    return guest ? inGuest : onMetal;
  }

  /** Of the second-level TLB, for pages of 4 KiB (Intel's optimization manual). */
  public int tlbEntries() {
    return tlbEntries;
  }

  /** Where the cycles come from. */
  public String source() {
    return source;
  }
}
