package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Services of a systemd that really runs, in a machine with the kernel: each is started as it is,
 * opted out, and started again. What its program sees (arguments, environment, ids, capabilities,
 * limits) is compared, all of it.
 */
final class ServiceIT {
  /** systemd runs in a process namespace of its own, since the machine's first process is ours. */
  private static final String MACHINE =
      """
      mount -t tmpfs -o mode=755 tmpfs /run; mount -t tmpfs -o mode=755 tmpfs /opt
      mkdir -p /run/systemd/system /opt/ptictl
      mount -t cgroup2 cgroup2 /sys/fs/cgroup 2>/dev/null
      cp -r 'HOME/build' /opt/ptictl/
      mkfifo /run/transcript
      rm -rf /etc/systemd/system/*
      cd /run/systemd/system
      unit() { { printf '[Unit]\\nDefaultDependencies=no\\n'; cat; } >$1; }
      service() {
        { printf '[Service]\\nStandardOutput=append:/run/shown\\n'; cat; } | unit $1.service
      }
      : >/run/shown
      """;

  private static final String PROGRAMS =
      """
      cat >/opt/show <<'END'
      #!/bin/sh
      for each; do printf '<%s>' "$each"; done
      echo
      id
      env | grep -vE '^(INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|_|MEMORY_PRESSURE.*)=' | sort
      grep -E '^(Cap|Page_Table|NoNew|Seccomp:)' /proc/self/status
      pwd
      ulimit -a
      END
      cat >/opt/daemon <<'END'
      #!/bin/sh
      setpriv --reuid=daemon --regid=mail --clear-groups sleep 1000 &
      until grep -q '^Uid:.1.1' /proc/$!/status; do :; done
      systemd-notify --ready
      wait
      END
      chmod 755 /opt/show /opt/daemon
      """;

  private static final String UNITS =
      """
      service words <<'END'
      Type=oneshot
      User=daemon
      Group=mail
      Environment=ONE=1 "TWO=a  b" PERCENT=%%
      ExecStart=-/opt/show %n "a  b" 'c "d"' e\\x20f $ONE ${TWO} $TWO $NONE "$ONE" $$ %% \\; ';' "\\\\" \\
        last
      END
      service literal <<'END'
      Type=oneshot
      User=daemon
      NoNewPrivileges=yes
      WorkingDirectory=/usr
      LimitNOFILE=77:99
      ExecStart=:/opt/show $ONE "%p" $$ ; /opt/show second
      END
      service dynamic <<'END'
      Type=oneshot
      DynamicUser=yes
      ExecStart=/opt/show x
      END
      service ambient <<'END'
      Type=oneshot
      User=daemon
      AmbientCapabilities=CAP_NET_BIND_SERVICE
      CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_CHOWN
      SystemCallFilter=@system-service
      ExecStart=/opt/show x
      END
      service filtered <<'END'
      Type=oneshot
      User=daemon
      SystemCallFilter=~@setuid
      ExecStart=/opt/show x
      END
      service refused <<'END'
      User=daemon
      PrivateUsers=yes
      ExecStart=/opt/show x
      END
      service dropping <<'END'
      Type=notify
      NotifyAccess=all
      TimeoutStartSec=infinity
      ExecStart=/opt/daemon
      END
      """;

  private static final String STEPS =
      """
      cat >/run/steps <<'END'
      p() { /opt/ptictl/build/ptictl "$@"; }
      for unit in words literal dynamic ambient filtered refused; do
        echo "== $unit"
        : >/run/shown; systemctl start $unit; cp /run/shown /run/before
        p service --install $unit || continue
        : >/run/shown; systemctl restart $unit; cp /run/shown /run/after
        grep '^<' /run/after
        diff /run/before /run/after
      done
      echo "== dropping"
      systemctl start dropping; p service --install dropping; systemctl restart dropping
      for pid in $(cat /sys/fs/cgroup/system.slice/dropping.service/cgroup.procs); do
        echo $(cat /proc/$pid/comm /proc/$pid/page_table_isolation) $(stat -c %U /proc/$pid)
      done
      echo "== end"
      p service --check dropping; echo $?
      p service --remove dropping
      ls /etc/systemd/system
      p service --check dropping
      END
      unit proof.target <<'END'
      Wants=proof.service
      END
      unit proof.service <<'END'
      [Service]
      Type=exec
      ExecStart=/bin/sh -c 'exec sh /run/steps >/run/transcript 2>&1'
      END
      container=lab unshare --pid --fork --mount --mount-proc /lib/systemd/systemd --system \\
        --unit=proof.target --log-target=null --show-status=0 </dev/null >/dev/null 2>&1 &
      cat /run/transcript
      """;

  private static final String ONLY_THE_STATE =
      """
      < Page_Table_Isolation:\tenabled
      ---
      > Page_Table_Isolation:\tdisabled
      """;

  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  @BeforeAll
  static void run() throws InterruptedException {
    String script =
        (MACHINE + PROGRAMS + UNITS + STEPS).replace("HOME", Programs.home().toString());
    try (Machine machine = Machine.boot(TestKernels.patched())) {
      String transcript = machine.run(Command.of("sh", "-c", script)).text();
      for (String section : transcript.split("(?m)^== ")) {
        SECTIONS.put(section.lines().findFirst().orElse(""), section);
      }
      assertThat(SECTIONS).as(transcript).containsKey("end");
    }
  }

  @AfterAll
  static void forget() {
    SECTIONS.clear();
  }

  /** The lines of a section that are the program's arguments or a difference, without its place. */
  private static String seen(String unit) {
    StringBuilder seen = new StringBuilder();
    SECTIONS
        .getOrDefault(unit, "")
        .lines()
        .filter(line -> line.matches("[<>-].*"))
        .forEach(line -> seen.append(line).append('\n'));
    return seen.toString();
  }

  @Test
  void everyWordArrives() {
    assertThat(seen("words"))
        .isEqualTo(
            "<words.service><a  b><c \"d\"><e f><1><a  b><a><b><1><$><%><;><;><\\><last>\n"
                + ONLY_THE_STATE);
  }

  @Test
  void severalCommandsAndNoVariables() {
    assertThat(seen("literal"))
        .isEqualTo("<$ONE><literal><$$>\n<second>\n" + ONLY_THE_STATE + ONLY_THE_STATE);
  }

  @Test
  void capabilityIsGoneWhenTheProgramStarts() {
    assertThat(seen("dynamic")).isEqualTo("<x>\n" + ONLY_THE_STATE);
    assertThat(seen("filtered")).isEqualTo("<x>\n" + ONLY_THE_STATE);
    assertThat(seen("ambient"))
        .isEqualTo(
            "<x>\n"
                + ONLY_THE_STATE
                + "< CapBnd:\t0000000000000401\n---\n> CapBnd:\t0000000000020401\n");
  }

  @Test
  void refusesWithEveryReason() {
    assertThat(SECTIONS.get("refused"))
        .contains("PrivateUsers=: capabilities in a user namespace do not count; Type=simple:");
  }

  @Test
  void aDaemonThatDropsItsRightsIsOptedOutAfterwards() {
    assertThat(SECTIONS.get("dropping"))
        .contains("daemon disabled root\n")
        .contains("sleep disabled daemon\n");
  }

  @Test
  void removedLeavesNothing() {
    assertThat(SECTIONS.get("end").lines())
        .containsSubsequence("end", "0")
        .doesNotContain("dropping.service.d")
        .last()
        .asString()
        .contains("no drop-in of ptictl's");
  }
}
