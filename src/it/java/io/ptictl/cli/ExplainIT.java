package io.ptictl.cli;

import io.ptictl.lab.Machine;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Situations of which nothing was recorded: what the kernel and /proc tell now. */
final class ExplainIT {
  private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

  /** The machine's root is an overlayfs, where no mark is allowed. */
  private static final String FILES =
      """
      mount -t tmpfs -o mode=755 tmpfs /srv
      mkdir /srv/nosuid && mount -t tmpfs -o mode=755,nosuid tmpfs /srv/nosuid
      for name in marked lost changed nosuid/marked suid capable; do
          cp /usr/bin/sleep /srv/$name
      done
      ptictl=%1$s/build/ptictl
      $ptictl mark /srv/marked /srv/lost /srv/changed
      setcap 41+p /srv/nosuid/marked
      printf x >>/srv/lost
      cp -a /srv/changed /srv/copy; printf x >>/srv/changed; setcap 41+p /srv/changed
      chown 65534 /srv/suid; chmod u+s /srv/suid
      setcap cap_net_raw+ep /srv/capable
      cp /usr/bin/dash /srv/dash; setcap 41+p /srv/dash
      printf '#!/srv/dash\\nwhile :; do /usr/bin/sleep 1; done\\n' >/srv/script; chmod 755 /srv/script
      nopti=%1$s/build/nopti pti=%1$s/build/pti target=%2$s
      """
          .formatted(Programs.home(), Programs.helper("target"));

  private static final Situations SITUATIONS =
      new Situations()
          .with(
              "root's process that nobody designated",
              "sleep 1000 & name PLAIN $!",
              "explain $PLAIN",
              "not-marked not-asked",
              "isolated (on)",
              "ptictl off --pid PLAIN",
              "= 1")
          .with(
              "an ordinary user's process",
              NOBODY + "sleep 1000 & name USER $!",
              "explain $USER",
              "not-marked capability-missing not-asked",
              "ptictl run --user=NAME")
          .with(
              "opted out by the launcher, which is gone",
              "$nopti sleep 1000 & name OUT $!",
              "explain $OUT",
              "not-known",
              "opted out (off)",
              "who opted it out: nothing recorded it",
              "= 0")
          .with(
              "child of an opted-out process",
              "$nopti sh -c 'sleep 1000 & echo $! >/tmp/child; wait' & name PARENT $!"
                  + "; until [ -s /tmp/child ]; do :; done; name CHILD $(cat /tmp/child)",
              "explain $CHILD",
              "inherited",
              "it probably inherited that from process PARENT (sh)",
              "(likely)")
          .with(
              "isolated for ever, as its ancestor",
              "$pti --forever sh -c 'sh -c \"sleep 1000 & echo \\$! >/tmp/forced; wait\"; :' & name"
                  + " ANCESTOR $!; until [ -s /tmp/forced ]; do :; done; name FORCED $(cat"
                  + " /tmp/forced)",
              "explain $FORCED",
              "not-marked forced",
              "isolated for ever (forced)",
              "as its ancestor process ANCESTOR (sh) is")
          .with(
              "isolated for ever, itself",
              "",
              "explain $ANCESTOR",
              "not-marked forced",
              "by itself, from outside, or by a parent that has ended")
          .with(
              "a marked program, as anybody",
              NOBODY + "/srv/marked 1000 & name MARKED $!",
              "explain $MARKED",
              "marked",
              "opted out (off)",
              "/srv/marked is marked, and its mark counted")
          .with(
              "a marked program with no_new_privs",
              NOBODY + "--no-new-privs /srv/marked 1000 & name NNP $!",
              "explain $NNP",
              "domain-change no-new-privs capability-missing marked",
              "isolated (on)",
              "NoNewPrivileges=")
          .with(
              "a marked program without CAP_PAYLOAD in its bounding set",
              "capsh --drop=41 -- -c 'exec " + NOBODY + "/srv/marked 1000' & name BOUND $!",
              "explain $BOUND",
              "bounding-set capability-missing marked",
              "CapabilityBoundingSet=")
          .with(
              "a marked program on a nosuid mount",
              NOBODY + "/srv/nosuid/marked 1000 & name NOSUID $!",
              "explain $NOSUID",
              "nosuid capability-missing marked not-known",
              "mounted nosuid")
          .with(
              "a script whose interpreter is marked",
              NOBODY + "/srv/script & name SCRIPT $!",
              "explain $SCRIPT",
              "domain-change script capability-missing marked not-known",
              "it runs a script, /srv/script, by /srv/dash")
          .with(
              "traced by one without the capability",
              NOBODY
                  + "$target traced >/tmp/traced & name TRACER $!; until [ -s /tmp/traced ]; do :;"
                  + " done; name TRACED $(cat /tmp/traced)",
              "explain $TRACED",
              "not-marked capability-missing traced not-asked",
              "traced by process TRACER (target), which has not the capability")
          .with(
              "in a user namespace",
              "unshare --user --map-root-user sleep 1000 & name SPACE $!",
              "explain $SPACE",
              "not-marked user-namespace not-asked",
              "in a user namespace of its own")
          .with(
              "a set-id program below an opted-out process",
              "$nopti sh -c '/srv/suid 1000 & echo $! >/tmp/suid; wait' & until [ -s /tmp/suid ];"
                  + " do :; done; name SUID $(cat /tmp/suid)",
              "explain $SUID",
              "domain-change not-marked capability-missing",
              "executed with more rights than its user's",
              "(deduced)")
          .with(
              "another user's process below an opted-out one",
              "$nopti sh -c '"
                  + NOBODY
                  + "sleep 1000 & echo $! >/tmp/other; wait' & name ROOT $!"
                  + "; until [ -s /tmp/other ]; do :; done; name OTHER $(cat /tmp/other)",
              "explain $OTHER",
              "domain-change not-marked capability-missing",
              "its parent, process ROOT (sh), is opted out, but of user root",
              "ptictl run --user=nobody")
          .with(
              "below a process that is opted out until exec",
              "sh -c 'echo \"disabled until exec\" >/proc/self/page_table_isolation; sleep 1000 &"
                  + " echo $! >/tmp/until; wait' & name UNTIL $!; until [ -s /tmp/until ]; do :;"
                  + " done; name EXECUTED $(cat /tmp/until)",
              "explain $EXECUTED",
              "until-exec not-marked",
              "its parent, process UNTIL (sh), is opted out until exec")
          .with(
              "opted out until exec",
              "",
              "explain $UNTIL",
              "not-known",
              "opted out (off-until-exec)")
          .with(
              "a program whose mark is lost",
              "/srv/lost 1000 & name LOST $!",
              "explain $LOST",
              "mark-lost not-asked",
              "/srv/lost was marked by root",
              "its capabilities were taken")
          .with(
              "a marked program with another content",
              NOBODY + "/srv/changed 1000 & name CHANGED $!",
              "explain $CHANGED",
              "mark-changed marked",
              "opted out (off)",
              "its content is not the one that was marked")
          .with(
              "isolated again below an opted-out process",
              "$nopti sh -c '\""
                  + Programs.home()
                  + "/build/pti\" sleep 1000 & echo $! >/tmp/again; wait' & name ABOVE $!; until ["
                  + " -s /tmp/again ]; do :; done; name AGAIN $(cat /tmp/again)",
              "explain $AGAIN",
              "not-marked not-asked not-known",
              "why it is not as its parent, process ABOVE (sh)")
          .with("a marked file", "", "explain /srv/marked", "marked not-known", "would be", "= 0")
          .with("a file without a mark", "", "explain /usr/bin/sleep", "not-marked", "= 1")
          .with("a script", "", "explain /srv/script", "script", "what runs is /srv/dash", "= 1")
          .with(
              "a set-id file",
              "",
              "explain /srv/suid",
              "domain-change not-marked",
              "setuid of user nobody")
          .with(
              "a file with other capabilities",
              "",
              "explain /srv/capable",
              "domain-change not-marked",
              "given capabilities")
          .with(
              "a marked file on a nosuid mount",
              "",
              "explain /srv/nosuid/marked",
              "nosuid marked not-known",
              "mounted nosuid")
          .with("a file whose mark is lost", "", "explain /srv/lost", "mark-lost", "= 1")
          .with(
              "a command from here",
              "",
              "explain -- sleep 10",
              "not-marked not-asked",
              "would be isolated (on)",
              "ptictl run -- COMMAND")
          .with("a marked command from here", "", "explain -- /srv/marked 10", "marked", "= 0")
          .with(
              "a command of an opted-out shell",
              "",
              "@sh "
                  + Programs.home()
                  + "/build/nopti "
                  + Programs.home()
                  + "/build/ptictl explain -- sleep",
              "not-marked inherited",
              "would be opted out (off)")
          .with(
              "a set-id command of an opted-out shell",
              "",
              "@sh "
                  + Programs.home()
                  + "/build/nopti "
                  + Programs.home()
                  + "/build/ptictl explain -- /srv/suid",
              "domain-change not-marked inherited",
              "would be isolated (on)")
          .with(
              "a kernel thread",
              "",
              "explain 2",
              "",
              "! ptictl: process 2: a kernel thread, never in user mode; nothing to isolate",
              "= 1")
          .with(
              "a zombie",
              "sh -c 'sh -c \"until [ \\$(cat /proc/\\$PPID/comm) = sleep ]; do :; done\" & echo $!"
                  + " >/tmp/zombie; exec sleep 1000' & until grep -qs Z.*zombie /proc/$(cat"
                  + " /tmp/zombie)/status; do :; done; name ZOMBIE $(cat /tmp/zombie)",
              "explain $ZOMBIE",
              "",
              "! ptictl: process ZOMBIE: a zombie, it has ended; nothing to isolate",
              "= 1")
          .with(
              "one that is gone",
              "true & name GONE $!; wait $GONE",
              "explain $GONE",
              "",
              "! ptictl: process GONE: no such process (or not to be seen)",
              "= 1")
          .with(
              "a thread", "", "explain THREAD", "", "name that one, all its threads follow", "= 1")
          .with(
              "locked down",
              "",
              "@sh echo confidentiality >/sys/kernel/security/lockdown",
              "",
              "> @sh echo")
          .with(
              "a command on a machine that is locked down",
              "",
              "explain -- /usr/bin/sleep 1",
              "not-marked lockdown not-asked",
              "boot without lockdown=confidentiality");

  private static Machine machine;

  @BeforeAll
  static void happen() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
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
