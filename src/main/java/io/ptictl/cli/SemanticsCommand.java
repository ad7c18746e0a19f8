package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.spec.SelftestTable;
import io.ptictl.spec.Semantics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Not for users: prints what docs/renew-semantics puts into the source tree. */
@Command(name = "semantics", hidden = true, header = "Prints the contract as a document.")
final class SemanticsCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Option(names = "--selftests", description = "print the table of the kernel's self-tests")
  boolean selftests;

  @Override
  public Integer call() {
    String text = selftests ? SelftestTable.header() : Semantics.document();
    self.commandLine().getOut().print(text);
    return ExitStatus.YES;
  }
}
