package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The attacks of docs/security.md as an attacker would try them, by programs of the system: against
 * a process that is isolated, as all are today, and then against one that is opted out. In finer
 * steps they are in the kernel's self-tests.
 */
@Tag("thorough")
final class AttacksIT {
  /** Everything that the scripts use. */
  private static final String PRELUDE =
      """
      exec 2>&1
      nopti=%1$s pti=%2$s attack=%3$s
      mount -t tmpfs -o mode=755 tmpfs /srv
      cp "$attack" /srv/attack
      cp /usr/bin/sleep /srv/program
      cp /usr/bin/sleep /srv/marked; setcap 41+p /srv/marked
      cp /usr/bin/grep /srv/grep; cp /usr/bin/grep /srv/marked-grep; setcap 41+p /srv/marked-grep
      nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
      own='-h ^Page_Table /proc/self/status'
      state() { sed -n 's/^Page_Table_Isolation:.//p' /proc/$1/status; }
      # A process that sleeps, once it does: comm changes with execve.
      asleep() { "$@" 1000 & until grep -qE '^(program|marked)$' /proc/$!/comm || ! kill -0 $!; do :; done; }
      say() { echo "$1: $(state $!), $(shift; eval "$@")"; kill $!; }
      """
          .formatted(
              Programs.launcher("nopti"), Programs.launcher("pti"), Programs.helper("attack"));

  @Test
  void codeOfTheSameUser() throws InterruptedException {
    assertThat(
            run(
                """
                for way in ptrace mem writev; do
                  asleep $nobody /srv/program
                  say before '$nobody /srv/attack $way $!'
                  asleep $nopti --user=65534 --group=65534 /srv/program
                  say after '$nobody /srv/attack $way $!'
                  asleep $nobody /srv/marked
                  say marked '$nobody /srv/attack $way $!'
                done
                echo "own tracee: $($nobody /srv/attack traceme /srv/marked-grep $own)"
                """))
        .isEqualTo(
            """
            before: enabled, ptrace ok
            after: disabled, ptrace EPERM
            marked: disabled, ptrace EPERM
            before: enabled, mem ok
            after: disabled, mem EACCES
            marked: disabled, mem EACCES
            before: enabled, writev EFAULT
            after: disabled, writev EPERM
            marked: disabled, writev EPERM
            own tracee: Page_Table_Isolation:	enabled
            """);
  }

  /** A library that another user has the program load; root and the wrapper do as they are told. */
  @Test
  void codeByTheEnvironment() throws InterruptedException {
    assertThat(
            run(
                """
                export LD_PRELOAD=$(ldconfig -p | sed -n 's/.*libm.so.6 .*=> //p' | head -1)
                loaded='grep -q libm.so.6 /proc/$!/maps && echo loaded || echo not loaded'
                asleep $nobody /srv/program; say before "$loaded"
                asleep $nobody /srv/marked; say after "$loaded"
                asleep /srv/marked; say root "$loaded"
                asleep $nopti --user=65534 --group=65534 /srv/program; say wrapper "$loaded"
                """))
        .isEqualTo(
            """
            before: enabled, loaded
            after: disabled, not loaded
            root: disabled, loaded
            wrapper: disabled, loaded
            """);
  }

  /** By a program that runs what anybody writes. */
  @Test
  void codeByAnInterpreter() throws InterruptedException {
    assertThat(
            run(
                """
                cp /bin/dash /srv/sh
                printf '#!/srv/sh\\ngrep %s\\n' "$own" >/srv/script; chmod 755 /srv/script
                echo "before: $($nobody /srv/script)"
                setcap 41+p /srv/sh
                echo "after: $($nobody /srv/script)"
                echo "itself: $($nobody /srv/sh /srv/script)"
                """))
        .isEqualTo(
            """
            before: Page_Table_Isolation:	enabled
            after: Page_Table_Isolation:	enabled
            itself: Page_Table_Isolation:	disabled
            """);
  }

  /** Children and what they become: whoever breaks into one of them. */
  @Test
  void codeInAChild() throws InterruptedException {
    assertThat(
            run(
                """
                echo "child: $($nopti sh -c 'true; grep '"$own")"
                echo "protected: $($nopti $pti grep $own)"
                echo "plug-in: $($pti --forever $nobody /srv/marked-grep $own)"
                echo "other user: $($nopti $nobody grep $own)"
                echo "user namespace: $($nopti unshare --user grep $own)"
                mkfifo /srv/ready /srv/go
                sh -c 'echo >/srv/ready; read go </srv/go; exec grep '"$own" &
                read ready </srv/ready
                echo 'disabled until exec' >/proc/$!/page_table_isolation
                echo "until exec: $(state $!)"; echo >/srv/go; wait $!
                cp /usr/bin/grep /srv/setuid; chown 65533 /srv/setuid; chmod 4755 /srv/setuid
                echo "setuid: $($nopti /srv/setuid $own)"
                """))
        .isEqualTo(
            """
            child: Page_Table_Isolation:	disabled
            protected: Page_Table_Isolation:	enabled
            plug-in: Page_Table_Isolation:	forced
            other user: Page_Table_Isolation:	enabled
            user namespace: Page_Table_Isolation:	enabled
            until exec: disabled until exec
            Page_Table_Isolation:	enabled
            setuid: Page_Table_Isolation:	enabled
            """);
  }

  /** Root of a container, and anybody who makes himself one. */
  @Test
  void capabilitiesOfAUserNamespace() throws InterruptedException {
    assertThat(
            run(
                """
                in='unshare --user --map-root-user'
                echo "capabilities: $($in sh -c 'sed -n s/^CapEff:.//p /proc/self/status')" |
                    grep -o '.*: 000003f'
                $nobody $in bash -c 'echo disabled >/proc/self/page_table_isolation' 2>&1 |
                    grep -o 'Oper.*'
                $in $nopti true 2>&1 | grep -o 'capabilities in a user namespace do not count'
                echo "marked: $($nobody $in /srv/marked-grep $own)"
                """))
        .isEqualTo(
            """
            capabilities: 000003f
            Operation not permitted
            capabilities in a user namespace do not count
            marked: Page_Table_Isolation:	enabled
            """);
  }

  /** Where not even root may read the kernel's memory. */
  @Test
  void rootUnderLockdown() throws InterruptedException {
    assertThat(
            run(
                """
                $nopti grep $own
                $nobody /srv/marked-grep $own
                echo integrity >/sys/kernel/security/lockdown
                $nopti grep $own
                echo confidentiality >/sys/kernel/security/lockdown
                $nopti grep $own
                /srv/marked-grep $own
                """))
        .isEqualTo(
            """
            Page_Table_Isolation:	disabled
            Page_Table_Isolation:	disabled
            Page_Table_Isolation:	disabled
            ptictl: cannot execute grep without page-table isolation: the kernel is locked down; boot without lockdown=confidentiality
            Page_Table_Isolation:	enabled
            """);
  }

  private static String run(String script) throws InterruptedException {
    try (Machine machine = Machine.boot(TestKernels.patched())) {
      return machine.run(Command.of("sh", "-c", PRELUDE + script)).text();
    }
  }
}
