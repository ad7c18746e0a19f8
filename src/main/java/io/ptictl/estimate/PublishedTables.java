package io.ptictl.estimate;

import io.ptictl.estimate.PublishedRow.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The measurements that were published, row by row, with their sources. */
public final class PublishedTables {
  private static final String CYCLES = "cycles";
  private static final String NANOSECONDS = "ns";
  private static final String SHARE = "% of CPU";

  private PublishedTables() {}

  /** All of them: those that were fitted, those held out, those of no named CPU. */
  public static List<PublishedRow> all() {
    return Stream.of(getppid(), nehalem(), heldOut(), lmbench(), lseek(), netflix())
        .flatMap(List::stream)
        .toList();
  }

  /** The table by which the model stands or falls. */
  static List<PublishedRow> getppid() {
    List<PublishedRow> rows = new ArrayList<>();
    Generation haswell = Generation.HASWELL;
    Generation skylake = Generation.SKYLAKE_SP;
    getppid(rows, haswell, true, "Xen guest E5-2658v3, 4.4", 150, 630, 1400);
    getppid(rows, skylake, true, "KVM guest Gold 6161, 4.4", 120, 520, 1150);
    getppid(rows, skylake, true, "KVM guest Gold 6148, 4.4", 130, 560, 1200);
    getppid(rows, skylake, true, "KVM guest Gold 6161, 3.10", 210, 600, 1430);
    getppid(rows, haswell, false, "E5-2667v4, 4.4", 140, 580, 900);
    getppid(rows, haswell, false, "E5-2667v4, 3.10", 250, 700, 950);
    rows.add(getppid(haswell, true, false, "i5-4250U, 4.4", 115, 550));
    return List.copyOf(rows);
  }

  private static void getppid(
      List<PublishedRow> rows,
      Generation generation,
      boolean guest,
      String cpu,
      double without,
      double pcid,
      double noPcid) {
    rows.add(getppid(generation, true, guest, cpu, without, pcid));
    rows.add(getppid(generation, false, guest, cpu, without, noPcid));
  }

  private static PublishedRow getppid(
      Generation generation, boolean pcid, boolean guest, String cpu, double without, double with) {
    return new PublishedRow(
        Fit.FITTED,
        "T-Systems 2018",
        pcid ? "getppid" : "getppid, no PCID",
        cpu,
        CYCLES,
        without,
        with,
        without + generation.cyclesPerEntry(pcid, guest).middle());
  }

  private static List<PublishedRow> nehalem() {
    // Its nominal frequency; the table gives nanoseconds only.
    double added = Generation.NEHALEM.cyclesPerEntry(false, false).middle() / 3.33;
    String source = "Cracauer 2018";
    String cpu = "W3580 (Nehalem, 3.33 GHz)";
    return List.of(
        time(Fit.FITTED, source, "read", cpu, 190.0, 600.5, added),
        time(Fit.FITTED, source, "write 1 byte", cpu, 127.4, 536.8, added),
        time(Fit.FITTED, source, "write 8 KB", cpu, 783.0, 1194.8, added),
        time(Fit.FITTED, source, "getrusage", cpu, 216.6, 542.1, added));
  }

  private static List<PublishedRow> heldOut() {
    double cycles = Generation.HASWELL.cyclesPerEntry(true, false).middle();
    double turbo = 4.4;
    double base = 2.0;
    String unixBench = "UnixBench";
    String sandyBridge = "2 x E5-2650 (taken as Haswell, 2.0 GHz)";
    return List.of(
        time(Fit.HELD_OUT, "not named", "getpid", "i7-4790K (4.4 GHz)", 31.6, 129, cycles / turbo),
        new PublishedRow(
            Fit.HELD_OUT,
            "SkyBridge, EuroSys 2019",
            "2 CR3 writes, all that an entry adds",
            "Skylake",
            CYCLES,
            0,
            2 * 186,
            Generation.SKYLAKE_SP.cyclesPerEntry(true, false).middle()),
        time(Fit.HELD_OUT, unixBench, "file copy 256", sandyBridge, 847, 1293, 2 * cycles / base),
        time(Fit.HELD_OUT, unixBench, "file copy 1024", sandyBridge, 932, 1372, 2 * cycles / base),
        time(Fit.HELD_OUT, unixBench, "file copy 4096", sandyBridge, 1356, 1775, 2 * cycles / base),
        time(
            Fit.HELD_OUT,
            unixBench,
            "context switching",
            sandyBridge,
            5138,
            5667,
            4 * cycles / base));
  }

  /** What one entry costs there, nobody can say: the first row tells it for the others. */
  private static List<PublishedRow> lmbench() {
    double added = 300.2 - 86.7;
    String source = "KAISER lmbench, Gruss";
    return List.of(
        time(Fit.NO_CPU, source, "read", "-", 86.7, 300.2, added),
        time(Fit.NO_CPU, source, "write", "-", 57.9, 264.1, added),
        time(Fit.NO_CPU, source, "stat", "-", 309.6, 548.5, added),
        time(Fit.NO_CPU, source, "fstat", "-", 89.0, 288.5, added),
        time(Fit.NO_CPU, source, "open/close", "-", 743.2, 1102.5, 2 * added));
  }

  /** Published as calls per second: 5.2 M, 3.0 M, and 2.2 M without PCID. */
  private static List<PublishedRow> lseek() {
    double without = 1e3 / 5.2;
    double added = 1e3 / 3.0 - without;
    double ratio =
        Generation.HASWELL.cyclesPerEntry(false, false).middle()
            / Generation.HASWELL.cyclesPerEntry(true, false).middle();
    return List.of(
        time(Fit.NO_CPU, "Hansen", "lseek", "-", without, 1e3 / 3.0, added),
        time(Fit.NO_CPU, "Hansen", "lseek, no PCID", "-", without, 1e3 / 2.2, added * ratio));
  }

  /** On EC2, Linux 4.14; taken as a Haswell guest of 3 GHz. */
  private static List<PublishedRow> netflix() {
    double hertz = 3e9;
    double pcid = Generation.HASWELL.cyclesPerEntry(true, true).middle();
    double noPcid = Generation.HASWELL.cyclesPerEntry(false, true).middle();
    double walks =
        Model.walks(
                1,
                Span.exactly(100 << 20 >> 12),
                Generation.HASWELL.tlbEntries(),
                Model.CYCLES_PER_WALK)
            .middle();
    return List.of(
        share("50k system calls/s", 2, 50_000 * pcid / hertz),
        share("5k/s, 100 MB touched", 0.5, 5_000 * pcid / hertz),
        share("5k/s, 100 MB touched, no PCID", 2.1, 5_000 * (noPcid + walks) / hertz));
  }

  private static PublishedRow share(String what, double published, double modelled) {
    return new PublishedRow(
        Fit.NO_CPU,
        "Gregg 2018",
        what,
        "EC2 (taken as 3 GHz)",
        SHARE,
        0,
        published,
        100 * modelled);
  }

  private static PublishedRow time(
      Fit fit, String source, String what, String cpu, double without, double with, double added) {
    return new PublishedRow(fit, source, what, cpu, NANOSECONDS, without, with, without + added);
  }
}
