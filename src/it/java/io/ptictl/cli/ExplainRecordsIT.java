package io.ptictl.cli;

import io.ptictl.lab.Machine;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Situations which the kernel recorded when they came about: who did it, and what ended it. */
final class ExplainRecordsIT {
  private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

  /** Shells that ask, since each JVM takes seconds to start. */
  private static final String OFF = "echo disabled >/proc/self/page_table_isolation; ";

  /** Recorded by audit only, then by tracepoints as well. */
  private static final String FILES =
      """
      echo 0 >/proc/sys/kernel/printk_ratelimit
      mount -t tmpfs -o mode=755 tmpfs /srv
      cp /usr/bin/sleep /srv/marked; setcap 41+p /srv/marked
      cp /usr/bin/sleep /srv/suid; chown 65534 /srv/suid; chmod u+s /srv/suid
      nopti=%1$s/build/nopti
      """
          .formatted(Programs.home());

  private static final String TRACING =
      "for p in $LAUNCHED $DROPPED $REFUSED $MARKED; do until grep -qE 'sleep|marked'"
          + " /proc/$p/comm; do :; done; done; mount -t tracefs tracefs /sys/kernel/tracing; echo 1"
          + " >/sys/kernel/tracing/events/pti_optout/enable; ";

  private static final Situations SITUATIONS =
      new Situations()
          .with(
              "by the launcher",
              "$nopti sleep 1000 & name LAUNCHED $!",
              "explain $LAUNCHED",
              "set",
              "it opted itself out, as nopti, user root, at ",
              "(audit record)",
              "= 0")
          .with(
              "by another process",
              "sleep 1000 & name OUTSIDE $!; echo disabled >/proc/$OUTSIDE/page_table_isolation",
              "explain $OUTSIDE",
              "set",
              " (sh), user root opted it out at ",
              "(audit record)")
          .with(
              "to another user",
              "sh -c '" + OFF + "exec " + NOBODY + "sleep 1000' & name DROPPED $!",
              "explain $DROPPED",
              "domain-change not-marked capability-missing",
              "its opt-out ended at ",
              "as setpriv it went from user root to user nobody",
              "ptictl run --user=nobody")
          .with(
              "refused",
              NOBODY + "sh -c '" + OFF + "exec sleep 1000' 2>/dev/null & name REFUSED $!",
              "explain $REFUSED",
              "not-marked capability-missing refused",
              "itself asked for its opt-out and was refused at ")
          .with(
              "a marked program",
              NOBODY + "/srv/marked 1000 & name MARKED $!",
              "explain $MARKED",
              "marked not-known",
              "its mark counted when it was executed at ",
              "there is no record of it")
          .with(
              "inherited, traced",
              TRACING
                  + "sh -c '"
                  + OFF
                  + "sleep 1000 & echo $! >/tmp/child; wait' & name PARENT $!; until [ -s"
                  + " /tmp/child ]; do :; done; name CHILD $(cat /tmp/child)",
              "explain $CHILD",
              "inherited",
              "it inherited that from process PARENT (sh), which opted itself out at ",
              "(tracepoint)")
          .with(
              "to another user, traced",
              "sh -c '" + OFF + "exec " + NOBODY + "sleep 1000' & name SETUID $!",
              "explain $SETUID",
              "domain-change not-marked capability-missing",
              "setpriv changed its ids or capabilities (setuid and its like); it is user nobody"
                  + " now",
              "(tracepoint)")
          .with(
              "by a set-id program, traced",
              "sh -c '" + OFF + "exec /srv/suid 1000' & name SUID $!",
              "explain $SUID",
              "domain-change not-marked capability-missing",
              "it executed suid, which is set-id or has capabilities")
          .with(
              "by a user namespace, traced",
              "sh -c '" + OFF + "exec unshare --user sleep 1000' & name SPACE $!",
              "explain $SPACE",
              "domain-change not-marked user-namespace capability-missing",
              "it entered another user namespace (unshare or setns)")
          .with(
              "by execve after until exec, traced",
              "sh -c 'echo \"disabled until exec\" >/proc/self/page_table_isolation; exec sleep"
                  + " 1000' & name UNTIL $!",
              "explain $UNTIL",
              "until-exec not-marked",
              "it was opted out until exec, and executed a program at ",
              "(tracepoint)")
          .with(
              "isolated again, traced",
              "sh -c '"
                  + OFF
                  + "exec sleep 1000' & name AGAIN $!; until [ $(cat"
                  + " /proc/$AGAIN/comm) = sleep ]; do :; done; echo enabled"
                  + " >/proc/$AGAIN/page_table_isolation",
              "explain $AGAIN",
              "not-marked set",
              "it was opted out, and isolated again by process ",
              " (sh)")
          .with(
              "a mark that did not count, traced",
              NOBODY + "--no-new-privs /srv/marked 1000 & name NNP $!",
              "explain $NNP",
              "no-new-privs capability-missing marked refused not-known",
              "the mark of its program did not count when it was executed at ")
          .with(
              "status tells the same in a word",
              "",
              "status --sort user,-pid -o state,source,warn,command $LAUNCHED $OUTSIDE $MARKED"
                  + " $CHILD",
              "",
              "off    self       -           sleep 1000",
              "off    outside    -           sleep 1000",
              "off    inherited  -           sleep 1000",
              "off    mark       shared-uid  /srv/marked 1000")
          .with("the switch", "", "@sh echo 0 >/proc/sys/kernel/pti_optout", "", "> @sh echo")
          .with(
              "switched off",
              "",
              "explain $PARENT",
              "not-marked switched-off switched-off",
              "it was opted out until the switch ended that at ",
              "boot again: it cannot be switched on before");

  private static Machine machine;

  @BeforeAll
  static void happen() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched().plus("audit=1"));
    SITUATIONS.happen(machine, FILES);
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  static List<Situations.Situation> situations() {
    return SITUATIONS.all();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void givesTheReasons(Situations.Situation situation) {
    SITUATIONS.assertGiven(situation);
  }
}
