package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What came out when a series was checked. A step that does not build is the last.
 *
 * @param steps in order
 * @param off the objects of the last step, built without the feature's options, beside those of the
 *     unpatched tree
 */
public record CheckReport(List<Step> steps, Objects off) {
  /**
   * One step; each list is empty if all is well.
   *
   * @param number from 1
   * @param title its subject
   * @param failure why it does not apply or build; empty if it does
   * @param warnings what the build printed
   * @param moreWarnings what it printed with W=1 for the files that the step touches, and does not
   *     for the unpatched ones
   * @param checkpatch its messages that count
   * @param objects beside those of the unpatched tree, for a step that brings no option and so has
   *     to leave all as they were; else without any
   */
  public record Step(
      int number,
      String title,
      String failure,
      List<String> warnings,
      List<String> moreWarnings,
      List<String> checkpatch,
      Objects objects) {
    static Step failed(SeriesStep step, Failure failure) {
      return new Step(
          step.number(),
          step.title(),
          String.valueOf(failure.getMessage()),
          List.of(),
          List.of(),
          List.of(),
          Objects.NONE);
    }

    /** Is nothing to be said against it? */
    public boolean good() {
      return failure.isEmpty()
          && warnings.isEmpty()
          && moreWarnings.isEmpty()
          && checkpatch.isEmpty()
          && objects.different().isEmpty();
    }
  }

  /**
   * Objects beside others.
   *
   * @param identical how many are, to the last byte
   * @param different the others, with the sections in which they are
   */
  public record Objects(int identical, SortedMap<String, SortedSet<String>> different) {
    /** Of none. */
    static final Objects NONE = new Objects(0, Collections.emptySortedMap());

    private static final String LAST_CAPABILITY =
        "CAP_LAST_CAP tells which numbers are capabilities, and that cannot depend on options";

    /** Objects whose code has to differ, and why. */
    private static final Map<String, String> REASONS =
        Map.of(
            "kernel/capability.o", LAST_CAPABILITY,
            "kernel/user_namespace.o", LAST_CAPABILITY,
            "security/commoncap.o", LAST_CAPABILITY,
            "security/lockdown/lockdown.o", "the list of what lockdown may refuse has one more");

    /** Those which differ in what is executed, not only in data, and have no reason to. */
    public List<String> differentCode() {
      return different.keySet().stream()
          .filter(object -> differsInCode(object) && !REASONS.containsKey(object))
          .toList();
    }

    /** Those whose code has to differ and does: the object and the reason, for people. */
    public SortedMap<String, String> reasons() {
      SortedMap<String, String> found = new TreeMap<>(REASONS);
      found.keySet().removeIf(object -> !differsInCode(object));
      return found;
    }

    private boolean differsInCode(String object) {
      return different.getOrDefault(object, Collections.emptySortedSet()).stream()
          .anyMatch(Objects::isCode);
    }

    private static boolean isCode(String section) {
      return section.contains("text") || section.contains("altinstr");
    }
  }

  /** Is nothing to be said against any step, nor against the code with the options off? */
  public boolean good() {
    return steps.stream().allMatch(Step::good) && off.differentCode().isEmpty();
  }
}
