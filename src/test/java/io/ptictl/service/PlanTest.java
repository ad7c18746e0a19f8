package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way is taken for which unit, and which are refused for what. */
final class PlanTest {
  private static final String NOTIFYING = "Type=notify|ExecStart=/usr/sbin/haproxy -Ws";

  @TempDir Path directory;

  private static Service service(String lines, String filter, Service.Seen seen) {
    String text = "[Service]\n" + lines.replace('|', '\n') + "\n";
    return new Service(
        "a.service", Settings.of(List.of(text)), SystemCalls.refusedBy(filter), seen, false);
  }

  private static String dropIn(String lines, @Nullable Way way) {
    Plan plan = Plan.of(service(lines, "", Service.Seen.UNKNOWN), way);
    return new DropIn(plan, "/usr/bin/ptictl", false).text();
  }

  @ParameterizedTest
  @CsvSource({
    "User=web, LAUNCHER",
    "User=root, POST",
    "User=0, POST",
    "Group=web, POST",
    "User=web|NoNewPrivileges=yes, LAUNCHER",
    "User=web|DynamicUser=yes, CAPABILITY",
    "User=web|PAMName=login, CAPABILITY",
    "User=web|SupplementaryGroups=ssl, CAPABILITY",
    "User=web|AmbientCapabilities=CAP_NET_BIND_SERVICE, CAPABILITY",
    "User=web|CapabilityBoundingSet=CAP_NET_BIND_SERVICE, CAPABILITY",
    "User=web|PrivateDevices=yes, LAUNCHER",
    "User=web|PrivateDevices=yes|SupplementaryGroups=ssl, POST",
    "User=web|PrivateUsers=yes, POST",
    "User=web|ProcSubset=pid, POST",
    "User=web|AppArmorProfile=web, POST",
  })
  void takesTheFirstWayThatWorks(String lines, Way way) {
    Service service = service(NOTIFYING + "|" + lines, "", Service.Seen.UNKNOWN);
    assertThat(Plan.of(service, null).way()).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({
    "Type=simple|PrivateUsers=yes, Type=simple",
    "Type=forking|PrivateUsers=yes, PIDFile=",
    "Type=oneshot|PrivateUsers=yes, Type=oneshot",
    "Type=notify|RootDirectory=/srv, RootDirectory=",
    "User=web|DynamicUser=yes|PrivateDevices=yes, PrivateDevices=",
  })
  void refusesWithTheReason(String lines, String reason) {
    Service service = service("ExecStart=/bin/a|" + lines, "", Service.Seen.UNKNOWN);
    assertThatThrownBy(() -> Plan.of(service, null))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("a.service: cannot be opted out: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "read write, arch_prctl prctl capget capset setgroups setresgid setresuid",
    "~capset:EPERM reboot, capset",
    "arch_prctl prctl capset capget setgroups:1 setresuid, setresgid",
  })
  void readsTheFilterOfSystemCalls(String filter, String refused) {
    Set<String> expected = refused.isEmpty() ? Set.of() : Set.of(refused.split(" "));
    assertThat(SystemCalls.refusedBy(filter)).isEqualTo(expected);
  }

  @Test
  void aFilterBarsTheLauncher() {
    Service service = service(NOTIFYING + "|User=web", "~setgroups", Service.Seen.UNKNOWN);
    assertThat(Plan.of(service, null).way()).isEqualTo(Way.CAPABILITY);
  }

  @Test
  void whatWasSeenDecidesAboutRootsServices() {
    assertThat(Plan.of(service(NOTIFYING, "", Service.Seen.NO), null).way())
        .isEqualTo(Way.LAUNCHER);
    assertThatThrownBy(() -> Plan.of(service(NOTIFYING, "", Service.Seen.YES), Way.LAUNCHER))
        .hasMessageContaining("change their user by themselves");
  }

  @Test
  void writesTheThreeWays() {
    assertThat(dropIn(NOTIFYING + "|User=web|Group=www", null))
        .endsWith(
            """
            [Service]
            ExecStart=
            ExecStart=!/usr/bin/ptictl run --user=web --group=www --best-effort -- \
            /usr/sbin/haproxy -Ws
            """);
    assertThat(dropIn(NOTIFYING + "|User=web|CapabilityBoundingSet=CAP_CHOWN", null))
        .endsWith(
            """
            [Service]
            AmbientCapabilities=CAP_SYS_RAWIO
            CapabilityBoundingSet=CAP_SYS_RAWIO
            ExecStart=
            ExecStart=/usr/bin/ptictl run --best-effort -- /usr/bin/setpriv \
            --inh-caps=-sys_rawio --ambient-caps=-sys_rawio -- /usr/sbin/haproxy -Ws
            """);
    assertThat(dropIn(NOTIFYING + "|ExecReload=/bin/kill -USR2 $MAINPID", null))
        .endsWith(
            """
            [Service]
            ExecStartPost=-+/usr/bin/ptictl off --tree --pid $MAINPID
            ExecReload=-+/usr/bin/ptictl off --tree --pid $MAINPID
            """);
  }

  /** What systemd itself thinks of each, where it is installed. */
  @ParameterizedTest
  @CsvSource({"User=daemon", "User=daemon|DynamicUser=yes", "ExecReload=/bin/kill -HUP $MAINPID"})
  void systemdUnderstandsIt(String lines) throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).isExecutable();
    String unit = "Type=notify|ExecStart=/bin/sleep \"1 2\" '$x' %% \\x41|" + lines;
    Plan plan = Plan.of(service(unit, "", Service.Seen.UNKNOWN), null);
    Path file = directory.resolve("a.service");
    Files.writeString(file, "[Service]\n" + unit.replace('|', '\n') + "\n");
    Path dropIn = Files.createDirectory(directory.resolve("a.service.d")).resolve("zz.conf");
    Files.writeString(dropIn, new DropIn(plan, "/bin/true", true).text());
    assertThat(analyze(file)).isEmpty();
    Files.writeString(dropIn, new DropIn(plan, "/nowhere/ptictl", true).text());
    assertThat(analyze(file)).contains("/nowhere/ptictl");
  }

  private static String analyze(Path file) throws IOException {
    Process process =
        new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return String.join("\n", said.lines().filter(line -> line.contains("a.service")).toList());
  }
}
