package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class KernelBuildCommandTest {
  @Test
  void buildsOneKernel() {
    StringWriter err = new StringWriter();
    String[] line = {"kernel", "build", "--unpatched", "--debug"};
    assertThat(Main.run(line, new PrintWriter(new StringWriter()), new PrintWriter(err)))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines())
        .containsExactly("ptictl: --unpatched and --debug name two kernels; give one of them");
  }
}
