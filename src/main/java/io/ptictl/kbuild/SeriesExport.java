package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes the feature as mails for git-am(1): a cover letter and one patch for each step of {@code
 * kernel/series}. Their sum is what {@link TreePatcher} makes of a tree, and the self-tests.
 */
public final class SeriesExport {
  private final SourceArchive source;
  private final Feature feature;
  private final String version;

  SeriesExport(SourceArchive source, Feature feature, String version) {
    this.source = source;
    this.feature = feature;
    this.version = version;
  }

  /**
   * Of this checkout's feature, for Debian's source.
   *
   * @param version of ptictl, for the last line of the mails
   */
  public static SeriesExport ofThisCheckout(String version) {
    return new SeriesExport(SourceArchive.ofDebian(), Feature.ofThisCheckout(), version);
  }

  /**
   * Writes the mails.
   *
   * @param directory is made if need be; if it is there it must be empty
   * @param date of the first mail; the others follow by a second each
   * @return the files, in order
   * @throws Failure if a hook does not apply or the directory is not empty; it is then as it was
   */
  public List<Path> write(Path directory, Author author, ZonedDateTime date, Progress progress) {
    try {
      requireEmpty(directory);
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      List<Mail> mails;
      try (PrivateDirectory work = PrivateDirectory.create(temporary, "ptictl-export-")) {
        mails = mails(work, author, progress);
      }
      return write(directory, mails, author, date);
    } catch (IOException e) {
      throw IoFailure.of("kernel export", e);
    }
  }

  private List<Mail> mails(PrivateDirectory work, Author author, Progress progress)
      throws IOException {
    Series series = Series.of(feature);
    SortedSet<String> touched = new TreeSet<>();
    for (Path hook : feature.seriesHooks()) {
      touched.addAll(TreePatcher.touched(hook));
    }
    progress.step("unpacking the source");
    BuildLog log = new BuildLog("kernel export", work.path().resolve("export.log"));
    KernelTree tree = source.unpack(touched, work.path().resolve("linux"), work, log);
    SeriesStages stages = new SeriesStages(feature, series, work, tree);
    List<Mail> mails = new ArrayList<>();
    progress.step("comparing the steps");
    for (SeriesStep step : series.steps()) {
      List<FileDiff> changes = stages.advance(step);
      mails.add(new Mail(step.number(), step.title(), patch(step, changes, author)));
      progress.share((1.0 + step.number()) / (1 + series.steps().size()));
    }
    mails.addFirst(cover(series, stages.all(), tree, author));
    return mails;
  }

  private static String patch(SeriesStep step, List<FileDiff> changes, Author author) {
    StringBuilder text = new StringBuilder();
    text.append(step.message()).append("\n\nSigned-off-by: ").append(author).append("\n---\n");
    text.append(DiffStat.of(changes)).append('\n');
    changes.forEach(change -> text.append(change.text()));
    return text.toString();
  }

  private Mail cover(Series series, List<FileDiff> all, KernelTree tree, Author author)
      throws IOException {
    StringBuilder text = new StringBuilder(series.cover().message());
    text.append("\n\nMade for Linux ").append(tree.version());
    text.append(" as Debian has it (linux-source-6.12 ");
    text.append(String.join(", ", feature.testedVersions())).append(").\n\n");
    text.append(author.name()).append(" (").append(series.steps().size()).append("):\n");
    series.steps().forEach(step -> text.append("  ").append(step.title()).append('\n'));
    text.append('\n').append(DiffStat.of(all)).append('\n');
    return new Mail(0, series.cover().title(), text.toString());
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
      throw Failure.failed(directory + ": not a directory; name a new or an empty one");
    }
    if (!Trees.entries(directory).isEmpty()) {
      throw Failure.failed(directory + ": not empty; name a new or an empty directory");
    }
    Path there = directory.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !Files.isWritable(there)) {
      throw Failure.failed(directory + ": nothing can be written there");
    }
  }

  private List<Path> write(Path directory, List<Mail> mails, Author author, ZonedDateTime date)
      throws IOException {
    List<Path> made = new ArrayList<>();
    boolean there = Files.exists(directory);
    try {
      Files.createDirectories(directory);
      for (Mail mail : mails) {
        Path file = directory.resolve(mail.fileName());
        String content =
            mail.content(mails.size() - 1, author, date.plusSeconds(mail.number()), version);
        made.add(file); // before: on a full disk a part of it is there
        Files.write(file, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      }
      return made;
    } catch (IOException e) {
      for (Path file : made) {
        Files.deleteIfExists(file);
      }
      if (!there) {
        Files.deleteIfExists(directory);
      }
      throw e;
    }
  }
}
