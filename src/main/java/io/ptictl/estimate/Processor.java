package io.ptictl.estimate;

import io.ptictl.process.MachineState;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The processor for which is reckoned. Immutable.
 *
 * @param title for a person to read
 * @param cyclesPerEntry what isolation adds to one way into the kernel and back
 * @param cyclesSource where this comes from
 * @param pcid is PCID in use?
 * @param pcidSource how that is known
 * @param cyclesPerWalk to look up a page again that the TLB has lost
 * @param tlbEntries of the second-level TLB
 * @param hertz cycles per second
 * @param hertzSource how that is known
 */
public record Processor(
    String title,
    Span cyclesPerEntry,
    String cyclesSource,
    boolean pcid,
    String pcidSource,
    Span cyclesPerWalk,
    int tlbEntries,
    double hertz,
    String hertzSource) {
  private static final Path MAX_FREQUENCY =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");

  private static final Pattern MHZ = Pattern.compile("(?m)^cpu MHz\\s*: ([0-9.]+)$");

  /** This machine's, of which is read off what is published of its like. */
  private static final Span ALL_WITH_PCID = new Span(390, 430, 480);

  /**
   * The one that is asked for.
   *
   * @param model the name of a {@link Generation}; null: this machine's processor
   * @param noPcid reckon without PCID
   * @param ghz null: as fast as this machine's
   * @throws Failure if this machine is not affected and no other was named
   */
  public static Processor of(@Nullable String model, boolean noPcid, @Nullable Double ghz) {
    Double clock = ghz == null ? frequency() : Double.valueOf(ghz * 1e9);
    if (clock == null) {
      throw Failure.unsupported("CPU: its frequency is not to be read here; give --ghz");
    }
    String clockSource = ghz == null ? "this machine's, sysfs or /proc/cpuinfo" : "--ghz";
    boolean guest = MachineState.hasFlag("hypervisor");
    if (model != null) {
      Generation generation = Generation.named(model);
      boolean pcid = generation.hasPcid() && !noPcid;
      String why = !generation.hasPcid() ? "it has none" : noPcid ? "--no-pcid" : "it has it";
      return named(generation, pcid, why, guest, clock, clockSource);
    }
    return here(MachineState.read(), noPcid, guest, clock, clockSource);
  }

  private static Processor named(
      Generation generation,
      boolean pcid,
      String pcidSource,
      boolean guest,
      double hertz,
      String hertzSource) {
    return new Processor(
        generation.title(),
        generation.cyclesPerEntry(pcid, guest),
        generation.source(),
        pcid,
        pcidSource,
        Model.CYCLES_PER_WALK,
        generation.tlbEntries(),
        hertz,
        hertzSource);
  }

  private static Processor here(
      MachineState machine, boolean noPcid, boolean guest, double hertz, String hertzSource) {
    if (machine.affected() == null || !(machine.affected() || machine.isolating())) {
      throw Failure.unsupported(
          machine.words()
              + ": isolation costs nothing here; give --cpu haswell, for example, for another"
              + " machine");
    }
    boolean pcid = MachineState.hasFlag("pcid") && !noPcid;
    String why = noPcid ? "--no-pcid" : "flag pcid of /proc/cpuinfo";
    // By what the processor can do; there is no list of models. AVX came with Sandy Bridge.
    Generation like =
        MachineState.hasFlag("avx512f")
            ? Generation.SKYLAKE_SP
            : MachineState.hasFlag("avx") ? Generation.HASWELL : Generation.NEHALEM;
    Processor alike = named(like, pcid, why, guest, hertz, hertzSource);
    Span cycles = pcid ? ALL_WITH_PCID : alike.cyclesPerEntry();
    return new Processor(
        "this machine's (taken as " + alike.title() + " for its flags)",
        cycles,
        pcid ? "all of Haswell, Broadwell, Skylake-SP, T-Systems 2018" : alike.cyclesSource(),
        pcid,
        why,
        alike.cyclesPerWalk(),
        alike.tlbEntries(),
        hertz,
        hertzSource);
  }

  private static @Nullable Double frequency() {
    String kilohertz = text(MAX_FREQUENCY);
    if (kilohertz != null) {
      return Double.parseDouble(kilohertz.strip()) * 1e3;
    }
    String cpuinfo = text(Path.of("/proc/cpuinfo"));
    Matcher megahertz = MHZ.matcher(cpuinfo == null ? "" : cpuinfo);
    return megahertz.find() ? Double.valueOf(Double.parseDouble(megahertz.group(1)) * 1e6) : null;
  }

  private static @Nullable String text(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return null;
    }
  }

  /** As in "430 cycles (390 to 480)". */
  String cyclesInWords() {
    return String.format(
        Locale.ROOT,
        "%.0f cycles (%.0f to %.0f)",
        cyclesPerEntry.middle(),
        cyclesPerEntry.low(),
        cyclesPerEntry.high());
  }
}
