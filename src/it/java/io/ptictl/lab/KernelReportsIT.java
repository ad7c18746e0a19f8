package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel itself tells of opt-outs: tracepoints, audit records, register dumps, sysfs. */
final class KernelReportsIT {
  /** One shell that opts out, and what becomes of it and of what it starts (dash, by vfork). */
  private static final String LIFE =
      """
      cp /bin/true /tmp/marked && setcap 41+p /tmp/marked || exit 1
      sh -c '
      echo disabled > /proc/self/page_table_isolation
      (: in a child)
      /bin/true
      setpriv --reuid=65534 --clear-groups true
      unshare -U true
      echo "disabled until exec" > /proc/self/page_table_isolation
      /bin/true
      echo enabled > /proc/self/page_table_isolation
      /tmp/marked
      setpriv --no-new-privs /tmp/marked
      setpriv --reuid=65534 --clear-groups sh -c "echo disabled > /proc/self/page_table_isolation"
      true' 2>&1
      """;

  private Machine machine;

  @BeforeEach
  void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched().plus("audit=1"));
  }

  @AfterEach
  void end() {
    machine.close();
  }

  private String run(String script) throws InterruptedException {
    Result result = machine.run(Command.shell(script));
    assertThat(result.status()).as(result.toString()).isZero();
    return result.text();
  }

  private static List<String> matches(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void traces() throws InterruptedException {
    String text =
        run(
            """
            mount -t tracefs tracefs /sys/kernel/tracing
            echo 1 > /sys/kernel/tracing/events/pti_optout/enable
            """
                + LIFE
                + """
                sh -c 'echo disabled > /proc/self/page_table_isolation
                echo 0 > /proc/sys/kernel/pti_optout'
                cat /sys/kernel/tracing/trace
                """);

    assertThat(matches("pti_optout_\\w+: .*", text.replaceAll("pid=\\d+ ", "")))
        .containsExactly(
            "pti_optout_granted: comm=sh old=enabled new=disabled reason=set",
            "pti_optout_granted: comm=sh old=disabled new=disabled reason=fork",
            "pti_optout_granted: comm=true old=disabled new=disabled reason=exec",
            "pti_optout_granted: comm=setpriv old=disabled new=disabled reason=exec",
            "pti_optout_ended: comm=setpriv old=disabled new=enabled reason=domain",
            "pti_optout_granted: comm=unshare old=disabled new=disabled reason=exec",
            "pti_optout_ended: comm=unshare old=disabled new=enabled reason=domain",
            "pti_optout_granted: comm=sh old=disabled new=disabled-until-exec reason=set",
            "pti_optout_ended: comm=sh old=disabled-until-exec new=enabled reason=exec",
            "pti_optout_ended: comm=sh old=disabled-until-exec new=enabled reason=set",
            "pti_optout_granted: comm=marked old=enabled new=disabled reason=mark",
            "pti_optout_refused: comm=marked old=enabled new=disabled reason=mark error=-1",
            "pti_optout_refused: comm=sh old=enabled new=disabled reason=set error=-1",
            "pti_optout_granted: comm=sh old=enabled new=disabled reason=set",
            "pti_optout_ended: comm=sh old=disabled new=enabled reason=switch");
  }

  /** Without an auditd the kernel prints its records. */
  @Test
  void audits() throws InterruptedException {
    String text = run("echo 0 > /proc/sys/kernel/printk_ratelimit\n" + LIFE + "dmesg");

    assertThat(matches("type=1340 audit\\(.*\\): +ppid=\\d+ pid=\\d+ auid=\\d+ uid=0 .*", text))
        .isNotEmpty();
    assertThat(matches("(?<=type=1340 ).*", text))
        .allMatch(line -> line.matches(".* ses=\\d+ (subj=\\S+ )?comm=\"\\w+\" exe=\"\\S+\".*"));
    assertThat(matches("op=\\w+ opid=.*", text.replaceAll("opid=\\d+ ", "opid= ")))
        .containsExactly(
            "op=set opid= ocomm=\"sh\" old-state=enabled new-state=disabled res=1",
            "op=domain opid= ocomm=\"setpriv\" old-state=disabled new-state=enabled res=1",
            "op=domain opid= ocomm=\"unshare\" old-state=disabled new-state=enabled res=1",
            "op=set opid= ocomm=\"sh\" old-state=disabled new-state=disabled-until-exec res=1",
            "op=mark opid= ocomm=\"marked\" old-state=enabled new-state=disabled res=1",
            "op=mark opid= ocomm=\"marked\" old-state=enabled new-state=disabled res=0",
            "op=set opid= ocomm=\"sh\" old-state=enabled new-state=disabled res=0");
  }

  /**
   * The other CPU's registers, of a process that is in the kernel nearly all the time: bit 12 of
   * the CR3 of its last entry.
   */
  @Test
  void dumpsTheCr3OfTheLastEntry() throws InterruptedException {
    String text =
        run(
            """
            for word in enabled disabled; do
              sh -c "echo $word > /proc/self/page_table_isolation
                exec taskset -c 1 dd if=/dev/zero of=/dev/null bs=64M 2>&1" &
              until [ "$(cat /proc/$!/comm)" = dd ]; do :; done
              for i in 1 2 3 4 5; do taskset -c 0 sh -c 'sleep 1; echo l > /proc/sysrq-trigger'; done
              kill $!
            done
            dmesg
            """);

    List<String> values = matches("(?<=Entry CR3: 000000)[0-9a-f]{10}", text);
    assertThat(values).isNotEmpty();
    List<Boolean> isolated =
        values.stream().map(value -> (Long.parseLong(value, 16) >> 12 & 1) == 1).toList();
    assertThat(isolated).contains(true, false).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void tellsInTheMeltdownFileWhetherAnybodyMay() throws InterruptedException {
    String file = "/sys/devices/system/cpu/vulnerabilities/meltdown";
    assertThat(run("cat " + file)).isEqualTo("Mitigation: PTI; per-process opt-out available\n");
    assertThat(run("echo 0 > /proc/sys/kernel/pti_optout; cat " + file))
        .isEqualTo("Mitigation: PTI\n");
  }
}
