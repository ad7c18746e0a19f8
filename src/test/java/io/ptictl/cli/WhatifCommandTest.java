package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class WhatifCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void saysWhoIsIsolatedAndWhy() {
    assertThat(run("whatif", "off, fork, exec setuid")).isEqualTo(ExitStatus.YES);
    assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
        .startsWith(
            "STEP|BY|EVENT|ENDS|STATES|WHY",
            "1|1|off|ok|1 off|the caller has the capability, and nobody else can get at the memory",
            "2|1|fork|ok|1 off, 2 off|a child has the state of its parent",
            "3|2|exec setuid|ok|1 off, 2 on|execve keeps the state");
    assertThat(out.toString()).contains("another domain, which is isolated");
  }

  @Test
  void startsFromAnotherMachineOrUser() {
    run("whatif", "--as-user", "off");
    run("whatif", "--switched-off", "off");
    run("whatif", "--pti-off", "off");
    assertThat(out.toString()).contains("neither CAP_PAYLOAD", "pti_optout is 0", "ENXIO");
  }

  @Test
  void printsJson() {
    assertThat(run("whatif", "--json", "invalid")).isEqualTo(ExitStatus.YES);
    assertThat(out.toString())
        .startsWith("{")
        .contains("\"steps\" : [", "\"error\" : \"EINVAL\"", "\"rule\" : \"INVALID_VALUE\"");
  }

  @Test
  void pointsAtTheWordThatIsWrong() {
    assertThat(run("whatif", "off, fok")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "ptictl: event 2: 'fok' is not an event; it is one of off, fork;"
                + " see ptictl whatif --help");
  }

  @Test
  void helpListsTheEventsIn80Columns() {
    assertThat(run("whatif", "--help")).isEqualTo(ExitStatus.YES);
    assertThat(out.toString()).contains("  exec FILE", "marked-nosuid", "  lockdown LEVEL");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }
}
