package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.spec.Isolation;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/**
 * A running haproxy is designated by {@code off --until-exec}: it serves opted out, and what it
 * executes (its health check, a program of the administrator's) is isolated.
 */
class UntilExecIT {
  private static final String CONFIGURATION =
      """
      global
        external-check
        insecure-fork-wanted
      defaults
        mode http
        timeout client 30s
        timeout connect 30s
        timeout server 30s
      frontend answer
        bind 127.0.0.1:8010
        http-request return status 200 content-type text/plain string "ok\\n"
      backend checked
        option external-check
        external-check path /usr/bin:/bin
        external-check command /run/check
        server self 127.0.0.1:8010 check inter 200ms
      """;

  /** Appends a line each time. */
  private static final String CHECK =
      """
      #!/bin/sh
      grep ^Page_Table_Isolation /proc/self/status >> /run/checks/states
      """;

  @Test
  void servesOptedOutAndExecutesIsolated() throws Exception {
    try (Machine machine = Machine.boot(TestKernels.patched())) {
      Guest.output(
          machine,
          Command.of(
              "sh",
              "-ec",
              """
              printf %s "$1" > /run/haproxy.cfg
              printf %s "$2" > /run/check
              chmod 755 /run/check
              mkdir -m 777 /run/checks
              """,
              "sh",
              CONFIGURATION,
              CHECK));
      Session haproxy =
          machine.start(
              Command.of(
                  "setpriv",
                  "--reuid=haproxy",
                  "--regid=haproxy",
                  "--init-groups",
                  "haproxy",
                  "-db",
                  "-f",
                  "/run/haproxy.cfg"),
              new Sinks(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
      assertThat(checkAfter(machine)).isEqualTo("Page_Table_Isolation:\tenabled\n");
      assertThat(Guest.isolation(machine, haproxy.pid())).isEqualTo(Isolation.ON);

      Guest.output(
          machine,
          Command.of(
              Programs.launcher("ptictl"),
              "off",
              "--until-exec",
              "--pid",
              String.valueOf(haproxy.pid())));

      assertThat(Guest.isolation(machine, haproxy.pid())).isEqualTo(Isolation.OFF_NOEXEC);
      Guest.output(machine, Command.of("wrk", "-t1", "-c2", "-d1", "http://127.0.0.1:8010/"));
      Long entry = Guest.entryCr3(machine, haproxy.pid());
      assertThat(entry).isNotNull();
      assertThat(PageTables.which(entry)).isZero();
      assertThat(checkAfter(machine)).isEqualTo("Page_Table_Isolation:\tenabled\n");
      assertThat(Guest.isolation(machine, haproxy.pid())).isEqualTo(Isolation.OFF_NOEXEC);
    }
  }

  /** What the next check sees; the file is begun anew. */
  private static String checkAfter(Machine machine) throws InterruptedException {
    return Guest.output(
        machine,
        Command.shell(
            """
            rm -f /run/checks/states
            tries=0
            until [ -s /run/checks/states ]; do
              tries=$((tries + 1))
              [ $tries -lt 200 ] || exit 1
              sleep 0.1
            done
            head -n 1 /run/checks/states
            """));
  }
}
