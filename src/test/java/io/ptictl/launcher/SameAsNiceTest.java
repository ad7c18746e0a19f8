package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher changes nothing of a command that nice(1) would not, but its isolation. */
final class SameAsNiceTest {
  @BeforeAll
  static void root() {
    assumeTrue(Ran.of("id", "-u").out().equals("0\n"), "the parent sets what only root can set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "ignoring", "blocking", "closed"})
  void probeSeesTheSame(String parent) {
    List<String> nice = probe(parent, "/usr/bin/nice", "-n", "0");
    List<String> nopti = probe(parent, Programs.launcher("nopti"), "--best-effort");

    assertThat(nopti).hasSizeGreaterThan(200).isEqualTo(nice);
  }

  /** The probe sees the little that a shell changes on its way to exec. */
  @Test
  void probeSeesADifference() {
    List<String> nice = probe("plain", "/usr/bin/nice", "-n", "0");
    List<String> shell = probe("plain", "/bin/sh", "-c", "exec \"$0\" \"$@\"");

    assertThat(shell).isNotEqualTo(nice);
  }

  private static List<String> probe(String parent, String... wrapper) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Programs.helper("parent"), parent, Programs.helper("probe")));
    command.addAll(List.of(wrapper));
    Ran ran = Ran.of(command.toArray(String[]::new));
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran.lines().stream().filter(line -> !line.contains("Page_Table_Isolation")).toList();
  }
}
