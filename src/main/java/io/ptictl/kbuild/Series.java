package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The feature as a series of patches: every own file and every hook belongs to exactly one step. A
 * hook belongs to the step of its number's first digit; own files are named by their steps.
 *
 * @param cover the cover letter
 * @param steps from 1, without a gap
 * @param files the own files, self-tests included: where each goes in the kernel tree
 */
record Series(SeriesStep cover, List<SeriesStep> steps, SortedMap<Path, OwnFile> files) {
  /**
   * An own file.
   *
   * @param step the step that brings it
   * @param source where it lies in the checkout
   */
  record OwnFile(int step, Path source) {}

  /**
   * Reads it.
   *
   * @throws Failure if a file or hook belongs to no step or to several, or a step names a file that
   *     is not there
   */
  static Series of(Feature feature) throws IOException {
    List<SeriesStep> all = new ArrayList<>();
    for (Path file : Trees.entries(feature.series())) {
      if (Files.isRegularFile(file)) {
        all.add(SeriesStep.read(file));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).number() != i) {
        throw Failure.failed(feature.series() + ": the step after " + (i - 1) + " is not " + i);
      }
    }
    if (all.size() < 2) {
      throw Failure.failed(feature.series() + ": no cover letter and step; restore the directory");
    }
    List<SeriesStep> steps = List.copyOf(all.subList(1, all.size()));
    Series series = new Series(all.getFirst(), steps, assign(feature, steps));
    series.requireNamedFiles(feature);
    for (Path hook : feature.seriesHooks()) {
      series.stepOf(hook);
    }
    return series;
  }

  /** The hooks of one step, in their order. */
  List<Path> hooks(Feature feature, SeriesStep step) throws IOException {
    return feature.seriesHooks().stream().filter(hook -> stepOf(hook) == step.number()).toList();
  }

  /** The step that brings an option of Kconfig, or 0 if it is none of this feature's. */
  int stepOfOption(String option) {
    return steps.stream()
        .filter(step -> step.options().contains(option))
        .mapToInt(SeriesStep::number)
        .findFirst()
        .orElse(0);
  }

  private int stepOf(Path hook) {
    int step = String.valueOf(hook.getFileName()).charAt(0) - '0';
    if (step < 1 || step > steps.size()) {
      throw Failure.failed(
          "hook "
              + hook
              + ": belongs to no step; its number's first digit is to be from 1 to "
              + steps.size());
    }
    return step;
  }

  private static SortedMap<Path, OwnFile> assign(Feature feature, List<SeriesStep> steps)
      throws IOException {
    SortedMap<Path, OwnFile> files = new TreeMap<>();
    for (Map.Entry<Path, Path> file : feature.seriesFiles().entrySet()) {
      List<Integer> bringing =
          steps.stream()
              .filter(step -> step.brings(file.getKey()))
              .map(SeriesStep::number)
              .toList();
      if (bringing.size() != 1) {
        throw Failure.failed(
            file.getValue()
                + ": belongs to "
                + (bringing.isEmpty() ? "no step" : "steps " + bringing)
                + " of the series; let one file in "
                + feature.series()
                + " name it");
      }
      files.put(file.getKey(), new OwnFile(bringing.getFirst(), file.getValue()));
    }
    return files;
  }

  private void requireNamedFiles(Feature feature) {
    for (SeriesStep step : steps) {
      for (String name : step.files()) {
        if (!name.endsWith("/") && !files.containsKey(Path.of(name))) {
          throw Failure.failed(
              feature.series() + ": step " + step.number() + " names " + name + ", no such file");
        }
      }
    }
  }
}
