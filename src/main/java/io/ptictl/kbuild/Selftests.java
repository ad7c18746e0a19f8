package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The feature's self-tests of this checkout, compiled: static programs in a private directory. */
public final class Selftests implements AutoCloseable {
  private static final String WHAT = "self-tests";

  private final PrivateDirectory directory;

  private Selftests(PrivateDirectory directory) {
    this.directory = directory;
  }

  /**
   * Compiles them, in some seconds. {@link DebianPackages#require} of {@link Purpose#KERNEL} comes
   * first.
   *
   * @throws Failure if that fails
   */
  public static Selftests compile() {
    Path sources = Feature.ofThisCheckout().selftests();
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      PrivateDirectory directory = PrivateDirectory.create(temporary, "ptictl-selftests-");
      Selftests compiled = new Selftests(directory);
      try {
        BuildLog log = new BuildLog(WHAT, directory.path().resolve("log"));
        log.run(
            directory,
            sources,
            BuildEnvironment.plain(),
            line -> {},
            List.of("make", "--silent", "OUTPUT=" + directory.path()));
        return compiled;
      } catch (Failure | IOException e) {
        compiled.close();
        throw e;
      }
    } catch (IOException e) {
      throw IoFailure.of(WHAT, e);
    }
  }

  /** The program that runs all tests, or those whose name has the word it is given. */
  public Path program() {
    return directory.path().resolve("pti_optout");
  }

  /** Removes them. */
  @Override
  public void close() {
    try {
      directory.close();
    } catch (IOException e) {
      throw IoFailure.of(WHAT, e);
    }
  }
}
