package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kernel that somebody built himself. */
public final class KernelFile {
  private KernelFile() {}

  /**
   * Looks whether a machine can be booted with it, before one is made.
   *
   * @return its absolute path
   * @throws Failure if it is no readable, uncompressed kernel with a PVH entry
   */
  public static Path require(Path kernel) {
    try {
      // Not opened unless it is regular: a FIFO would wait for a writer.
      if (Files.exists(kernel) && !Files.isRegularFile(kernel)) {
        throw Failure.failed(kernel + ": not a regular file; name a kernel's vmlinux");
      }
      Vmlinux.read(kernel);
      return kernel.toAbsolutePath();
    } catch (IOException e) {
      throw Failure.failed(kernel + ": " + IoReason.of(e));
    }
  }
}
