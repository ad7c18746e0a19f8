package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ptictl.policy.Box;
import io.ptictl.policy.Rule;
import io.ptictl.process.MachineState;
import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mark, unmark, marks and verify as they are called. */
final class MarkCommandTest {
  @AutoClose private final Box box = Box.create();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(line, new PrintWriter(out), new PrintWriter(err));
  }

  private int run(String command) {
    return run(
        command.replace("R", "--records " + box.records).replace("F", "" + box.program).split(" "));
  }

  private List<String> said() {
    return err.toString().lines().filter(line -> !line.contains("no per-process opt-out")).toList();
  }

  @Test
  void marksAndTellsAndUnmarks() throws Exception {
    assertThat(run("mark R F")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(said()).isEmpty();
    assertThat(box.getcap(box.program)).isEqualTo("= 41+p");

    assertThat(run("verify R")).isZero();
    assertThat(out.toString().lines().skip(1)).containsExactly("ok     " + box.program);
    assertThat(run("marks R")).isZero();
    assertThat(out.toString().lines().skip(1))
        .singleElement()
        .asString()
        .matches("ok +" + box.program + "  - +[-0-9]{10}T[:0-9]{8}Z  .* +-");

    assertThat(run("unmark R F")).isZero();
    assertThat(run("verify R")).isZero();
    assertThat(out + "" + err).isEmpty();
    assertThat(box.getcap(box.program)).isEmpty();
  }

  @Test
  void aWaivedRuleStaysVisible() throws Exception {
    box.sh("chmod 777 program");
    assertThat(run("mark R --allow writable,links --allow nosuid F")).isZero();
    assertThat(said())
        .containsExactly(
            "ptictl: warning: " + box.program + ": marked, although it breaks: writable",
            "ptictl: note: " + box.program + ": not waived, since it is not broken: links, nosuid");
    assertThat(run("marks R")).isZero();
    assertThat(out.toString()).contains("  writable\n");
    assertThat(run("verify --json R F")).isZero();
    assertThat(out.toString())
        .startsWith("{\n  \"marks\" : [")
        .containsPattern("\"waived\" : \\[\\s+\"writable\"\\s+\\]")
        .contains("\"state\" : \"ok\"", "\"reasons\" : [ ]");
  }

  @Test
  void verifyFailsUnlessAllAreOk() throws Exception {
    Files.copy(box.program, box.directory.resolve("other"));
    assertThat(run("mark R F Fx".replace("Fx", box.directory + "/other"))).isZero();
    box.sh("chmod 775 other");
    assertThat(run("verify R")).isEqualTo(ExitStatus.NO);
    assertThat(out.toString())
        .contains(
            "ok      " + box.program, "unsafe  " + box.directory + "/other    writable by its");
    assertThat(run("verify R F")).isZero();
    assertThat(run("marks R")).isZero();
  }

  @Test
  void findsMarksThatNobodyRecorded() throws Exception {
    box.sh("/usr/sbin/setcap 41+p program");
    assertThat(run("marks R " + box.directory)).isZero();
    assertThat(out.toString()).containsPattern("unknown +" + box.program);
    assertThat(run("marks R --json " + box.directory)).isZero();
    assertThat(out.toString()).contains("\"state\" : \"unknown\"", "\"record\" : null");
    assertThat(run("marks R")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run("verify R F")).isEqualTo(ExitStatus.NO);
  }

  @Test
  void unmarksAll() throws Exception {
    Files.copy(box.program, box.directory.resolve("other"));
    run("mark R F " + box.directory + "/other");
    box.sh("rm other");
    assertThat(run("unmark R --all")).isZero();
    assertThat(box.recorded()).isEmpty();
    assertThat(box.getcap(box.program)).isEmpty();
  }

  @Test
  void aDamagedRecordIsSaid() throws Exception {
    run("mark R F");
    box.sh("echo >records/x.json");
    for (String command : List.of("marks R", "verify R", "unmark R --all")) {
      assertThat(run(command)).as(command).isEqualTo(ExitStatus.NO);
      assertThat(said()).singleElement().asString().contains("records/x.json: ");
    }
  }

  @Test
  void saysThatThisKernelHasNoUseForIt() {
    assumeFalse(MachineState.read().control());
    for (String command : List.of("mark R F", "marks R", "verify R")) {
      assertThat(run(command)).isZero();
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("ptictl: note: this kernel has no per-process opt-out: marks have no effect");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mark | missing required parameter: 'FILE'; see ptictl mark --help",
        "mark --allow elf /x | --allow elf: cannot be waived; a mark on what is no program has no"
            + " effect",
        "unmark | unmark: name files, or --all; see ptictl unmark --help",
        "unmark --all /x | unmark: name files, or --all; see ptictl unmark --help",
        "marks /x /y | unexpected argument '/y'; see ptictl marks --help",
        "verify --all | unknown option '--all'; see ptictl verify --help",
      })
  void wrongUse(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines()).containsExactly("ptictl: " + message);
  }

  @Test
  void anUnknownRuleIsAnsweredByTheKnown() {
    assertThat(run("mark", "--allow", "everything", "/x")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith("ptictl: --allow everything: no such rule; name, owner, writable, ")
        .contains("interpreter")
        .doesNotContain("elf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark", "unmark", "marks", "verify"})
  void helpFitsIntoATerminal(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(10).allMatch(l -> l.length() <= 80);
    assertThat(out.toString()).contains("Exit status: 0");
  }

  @Test
  void helpNamesEveryRule() {
    run("mark", "--help");
    for (Rule rule : Rule.values()) {
      String word = rule.name().toLowerCase(Locale.ROOT);
      assertThat(out.toString())
          .containsPattern(rule.waivable() ? "\n  " + word + " +" : "\\(" + word + "\\)");
    }
  }
}
