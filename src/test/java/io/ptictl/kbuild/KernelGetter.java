package io.ptictl.kbuild;

import io.ptictl.launcher.Programs;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program for the tests: gets the patched kernel of an existing tiny kernel's directory. */
final class KernelGetter {
  private KernelGetter() {}

  /** The argument is the directory. */
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    try {
      Kernel kernel =
          new Kernels(
                  new SourceArchive(root.resolve("linux.tar.xz")),
                  new Feature(root.resolve("kernel")),
                  new KernelCache(root.resolve("cache")),
                  0,
                  System.err::println)
              .get(Variant.PATCHED, Progress.SILENT);
      System.out.println(kernel.bzImage());
    } catch (Failure e) {
      System.err.println(e.getMessage());
      System.exit(e.exitStatus());
    }
  }

  /** Starts it in a JVM of its own. */
  static Process start(Path root) throws IOException {
    return Programs.endedBySignals(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KernelGetter.class.getName(),
                root.toString()))
        .start();
  }
}
