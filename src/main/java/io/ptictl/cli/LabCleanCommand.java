package io.ptictl.cli;

import io.ptictl.kbuild.CacheContents;
import io.ptictl.kbuild.CacheItem;
import io.ptictl.kbuild.KernelCache;
import io.ptictl.lab.Leftovers;
import io.ptictl.report.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl lab clean}: frees what the lab keeps. */
@Command(
    name = "clean",
    header = "Removes what the lab keeps on this machine.",
    description = {
      "Removes the cached kernels, which are built again when needed, and what crashed machines"
          + " left. A kernel that is being built is kept and named.",
      ""
    },
    footer = {"", "Exit status: 0; 1 if something could not be removed."},
    mixinStandardHelpOptions = true)
final class LabCleanCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "only say what would be removed")
  boolean dryRun;

  @Spec CommandSpec self;

  private long bytes;

  @Override
  public Integer call() {
    PrintWriter out = self.commandLine().getOut();
    try {
      kernels(out);
      leftovers(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println((dryRun ? "would free " : "freed ") + megabytes(bytes));
    return ExitStatus.YES;
  }

  private void kernels(PrintWriter out) throws IOException {
    CacheContents contents = new CacheContents(KernelCache.ofThisUser());
    List<CacheItem> items = dryRun ? contents.list() : contents.remove();
    for (CacheItem item : items) {
      if (item.inUse()) {
        Bar.notices(self.commandLine().getErr()).accept(item.path() + ": in use; kept");
      } else {
        report(out, item.path(), item.bytes());
      }
    }
  }

  private void leftovers(PrintWriter out) throws IOException {
    for (Path path : Leftovers.find()) {
      report(out, path, Leftovers.size(path));
      if (!dryRun) {
        Leftovers.remove(path);
      }
    }
  }

  private void report(PrintWriter out, Path path, long size) {
    bytes += size;
    out.println((dryRun ? "would remove " : "removed ") + path + " (" + megabytes(size) + ")");
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
