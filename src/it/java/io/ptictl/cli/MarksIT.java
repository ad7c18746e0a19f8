package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Machine;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mark does on a kernel that has the feature, from mark to unmark and over an upgrade. */
final class MarksIT {
  private static final String STATE = " -h ^Page_Table /proc/self/status";

  /** The machine's root is an overlayfs, where nothing may be marked. */
  private static final String FILES =
      """
      mount -t tmpfs -o mode=755 tmpfs /srv
      cp /usr/bin/grep /srv/payload
      """;

  @AutoClose private Machine machine;

  @BeforeEach
  void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  @Test
  void processesOfAMarkedProgramStartOptedOut() throws InterruptedException {
    String nobody = "@sh setpriv --reuid=65534 --clear-groups ";
    String transcript =
        Guest.transcript(
            machine,
            FILES,
            "",
            "mark /srv/payload /usr/bin/grep",
            "@sh /srv/payload" + STATE,
            nobody + "/srv/payload" + STATE,
            nobody + "--no-new-privs /srv/payload" + STATE,
            "@sh grep" + STATE,
            "verify",
            "@sh mount -o remount,nosuid /srv; /srv/payload" + STATE,
            "verify",
            "@sh mount -o remount,suid /srv; /srv/payload" + STATE,
            "unmark /srv/payload",
            "@sh /srv/payload" + STATE,
            nobody + "/srv/payload" + STATE,
            "verify");

    assertThat(transcript)
        .isEqualTo(
            """
            > mark /srv/payload /usr/bin/grep
            ! ptictl: /usr/bin/grep: not marked: on overlayfs: a writable mapping of a file does not show; mend it, or waive by --allow filesystem
            = 1
            > @sh /srv/payloadSTATE
            Page_Table_Isolation:	disabled
            > @sh setpriv --reuid=65534 --clear-groups /srv/payloadSTATE
            Page_Table_Isolation:	disabled
            > @sh setpriv --reuid=65534 --clear-groups --no-new-privs /srv/payloadSTATE
            Page_Table_Isolation:	enabled
            > @sh grepSTATE
            Page_Table_Isolation:	enabled
            > verify
            STATE  FILE          REASON
            ok     /srv/payload
            = 0
            > @sh mount -o remount,nosuid /srv; /srv/payloadSTATE
            Page_Table_Isolation:	enabled
            > verify
            STATE   FILE          REASON
            unsafe  /srv/payload  mounted nosuid (nosuid)
            = 1
            > @sh mount -o remount,suid /srv; /srv/payloadSTATE
            Page_Table_Isolation:	disabled
            > unmark /srv/payload
            = 0
            > @sh /srv/payloadSTATE
            Page_Table_Isolation:	enabled
            > @sh setpriv --reuid=65534 --clear-groups /srv/payloadSTATE
            Page_Table_Isolation:	enabled
            > verify
            = 0
            """
                .replace("STATE\n", STATE + "\n"));
  }

  @Test
  void anUpgradeLosesTheMarkAndVerifyTells() throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            FILES
                + """
                mkdir -p /tmp/demo/DEBIAN /tmp/demo/srv/demo
                cp /usr/bin/grep /tmp/demo/srv/demo/payload
                for version in 1 2; do
                    printf 'Package: ptictl-demo\\nVersion: %s\\nArchitecture: all\\nMaintainer: x <x@y.z>\\nDescription: x\\n' \\
                        $version >/tmp/demo/DEBIAN/control
                    dpkg-deb -Znone -b /tmp/demo /tmp/demo-$version.deb >/dev/null
                done
                dpkg --force-unsafe-io -i /tmp/demo-1.deb >/tmp/log 2>&1 || cat /tmp/log
                """,
            "",
            "mark /srv/demo/payload",
            "@sh /srv/demo/payload" + STATE,
            "marks",
            "@sh dpkg --force-unsafe-io -i /tmp/demo-2.deb >/tmp/log 2>&1 || cat /tmp/log",
            "@sh /srv/demo/payload" + STATE,
            "verify",
            "mark /srv/demo/payload",
            "@sh /srv/demo/payload" + STATE,
            "verify");

    assertThat(transcript.replaceAll("....-..-..T..:..:..Z", "TIME"))
        .isEqualTo(
            """
            > mark /srv/demo/payload
            = 0
            > @sh /srv/demo/payloadSTATE
            Page_Table_Isolation:	disabled
            > marks
            STATE  FILE               PACKAGE      MARKED                BY    WAIVED
            ok     /srv/demo/payload  ptictl-demo  TIME  root  -
            = 0
            > @sh dpkg --force-unsafe-io -i /tmp/demo-2.deb >/tmp/log 2>&1 || cat /tmp/log
            > @sh /srv/demo/payloadSTATE
            Page_Table_Isolation:	enabled
            > verify
            STATE  FILE               REASON
            lost   /srv/demo/payload  package ptictl-demo went from 1 to 2
            = 1
            > mark /srv/demo/payload
            = 0
            > @sh /srv/demo/payloadSTATE
            Page_Table_Isolation:	disabled
            > verify
            STATE  FILE               REASON
            ok     /srv/demo/payload
            = 0
            """
                .replace("STATE\n", STATE + "\n"));
  }

  /** Root of a user namespace has every bit of the capabilities, and none of them counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "setpriv --reuid=65534 --clear-groups --inh-caps=-all,+dac_read_search"
            + " --ambient-caps=-all,+dac_read_search",
        "unshare --user --map-root-user",
      })
  void needsTheCapability(String wrapper) throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            FILES,
            wrapper,
            "mark /srv/payload",
            "unmark /srv/payload",
            "@sh getcap /srv/payload");

    assertThat(transcript)
        .isEqualTo(
            """
            > mark /srv/payload
            ! ptictl: not permitted: needs CAP_SETFCAP in the initial user namespace; try as root
            = 1
            > unmark /srv/payload
            ! ptictl: not permitted: needs CAP_SETFCAP in the initial user namespace; try as root
            = 1
            > @sh getcap /srv/payload
            """);
  }

  /** 190 and 199 are fsetxattr and fremovexattr, 1 and 38 EPERM and ENOSYS. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "38 190 | mark | fsetxattr is hidden by a seccomp filter, or this kernel lacks it",
        "1 199 | unmark | refused; is the file immutable (lsattr), or a seccomp filter in the way?",
      })
  void aSeccompFilterIsNamedAndNothingChanged(String filter, String command, String reason)
      throws InterruptedException {
    boolean marked = command.equals("unmark");
    String transcript =
        Guest.transcript(
            machine,
            FILES
                + (marked ? "'%s' mark /srv/payload\n".formatted(Programs.launcher("ptictl")) : ""),
            "'%s' %s 0".formatted(Programs.helper("filtered"), filter),
            command + " /srv/payload",
            "@sh getcap /srv/payload | wc -l",
            "@sh ls /etc/ptictl/marks.d | wc -l");

    assertThat(transcript)
        .isEqualTo(
            """
            > %1$s /srv/payload
            ! ptictl: /srv/payload: %2$s
            = 1
            > @sh getcap /srv/payload | wc -l
            %3$d
            > @sh ls /etc/ptictl/marks.d | wc -l
            %3$d
            """
                .formatted(command, reason, marked ? 1 : 0));
  }
}
