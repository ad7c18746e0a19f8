package io.ptictl.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opting one service out: what would be written, and writing it. */
public final class OptOut {
  private final UnitName unit;
  private final DropInFile file;

  private OptOut(UnitName unit) {
    this.unit = unit;
    this.file = DropInFile.of(unit);
  }

  /**
   * @param unit whose service
   */
  public static OptOut of(UnitName unit) {
    return new OptOut(unit);
  }

  /**
   * What is to be written.
   *
   * @param text of the drop-in
   * @param way by which the service is opted out
   * @param notes what its administrator ought to know, a line each
   * @param launcher that it names
   */
  public record Proposal(String text, Way way, List<String> notes, Path launcher) {
    /**
     * @throws io.ptictl.report.Failure if somebody else than root could change the launcher
     */
    public void requireTrusted() {
      TrustedProgram.require(launcher);
    }
  }

  /**
   * What is to be written for the service as it is now.
   *
   * @param files its unit file and drop-ins; empty: ask systemd
   * @param way null: the best one
   * @param strict the service fails rather than run isolated
   * @param launcher null: the installed one
   * @throws io.ptictl.report.Failure with the reasons if the service cannot be opted out
   */
  public Proposal propose(
      List<Path> files, @Nullable Way way, boolean strict, @Nullable Path launcher) {
    Service service =
        files.isEmpty() ? Systemd.service(unit, file.path()) : Systemd.service(unit, files);
    Plan plan = Plan.of(service, way);
    Path program = TrustedProgram.find(launcher);
    String text = new DropIn(plan, program.toString(), strict).text();
    return new Proposal(text, plan.way(), plan.notes(), program);
  }

  /** The drop-in's place. */
  public Path path() {
    return file.path();
  }

  /** The drop-in that is there. */
  public Optional<String> installed() {
    return file.text();
  }

  /**
   * Writes it, as a whole or not at all.
   *
   * @return whether systemd was told, too
   */
  public boolean install(Proposal proposal) {
    proposal.requireTrusted();
    file.install(proposal.text());
    return reload();
  }

  /**
   * Takes it away.
   *
   * @return false if there was none
   */
  public boolean remove() {
    boolean was = file.remove();
    if (was) {
      reload();
    }
    return was;
  }

  private static boolean reload() {
    boolean runs = Systemd.runs();
    if (runs) {
      Systemd.reload();
    }
    return runs;
  }
}
