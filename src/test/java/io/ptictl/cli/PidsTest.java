package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PidsTest {
  @Test
  void eachOnce() {
    assertThat(Pids.parse(List.of("2147483647", "1", "10", "1")))
        .containsExactly(2147483647, 1, 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "+1",
        "2147483648",
        "4294967297",
        "18446744073709551617",
        "12x",
        " 12",
        "12 ",
        "0x10",
        "",
        "007",
        "1.0",
        "١"
      })
  void whatIsNoneIsRefusedBeforeAnythingIsDone(String word) {
    for (String[] line :
        List.of(
            new String[] {"status", word},
            new String[] {"explain", word},
            new String[] {"estimate", "--pid", word},
            new String[] {"on", "--pid", word},
            new String[] {"off", "--until-exec", "--pid", "1", word})) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int status = Main.run(line, new PrintWriter(out), new PrintWriter(err));
      assertThat(status).isEqualTo(ExitStatus.USAGE);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString().lines())
          .containsExactly(
              "ptictl: '" + word + "': not a process number; give digits only, 1 to 2147483647");
    }
  }
}
