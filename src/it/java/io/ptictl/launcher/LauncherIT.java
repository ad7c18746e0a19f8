package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Ids;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Result;
import io.ptictl.lab.TestKernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** run and protect on a kernel with the feature. */
final class LauncherIT {
  private static final String STATE = "sed -n s/^Page_Table_Isolation:.//p /proc/self/status";
  private static final Ids NOBODY = Ids.of(65534, 65534);

  private static Machine machine;

  @BeforeAll
  static void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  @AfterAll
  static void end() {
    machine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "nopti, disabled",
    "ptictl run --, disabled",
    "pti, enabled",
    "pti --forever, forced",
    "ptictl protect --forever --, forced",
    "nopti nice, disabled",
    "nopti nopti, disabled",
    "nopti pti, enabled",
    "nopti pti --forever, forced",
    "pti nopti, disabled",
    "pti --forever pti, forced",
    "nopti --user=haproxy, disabled",
    "nopti --user=haproxy nopti, disabled",
    "nopti --user=haproxy pti, enabled",
    "nopti --user=0, disabled",
    "nopti --group=daemon, disabled",
    "nopti setpriv --reuid=1 --clear-groups, enabled",
    "setpriv --bounding-set=-sys_rawio nopti, disabled",
    "setpriv --no-new-privs nopti, disabled",
  })
  void setsTheState(String wrapper, String state) throws InterruptedException {
    Result result = run(wrapper + " " + STATE);

    assertThat(result.toString()).isEqualTo("status 0\n" + state + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pti --forever nopti | isolation is forced (ptictl protect --forever) and cannot be left",
        "unshare -Ur nopti | capabilities in a user namespace do not count; run it outside",
        "setpriv --reuid=1 --clear-groups nopti | that needs CAP_PAYLOAD or CAP_SYS_RAWIO; run it"
            + " as root, with --user=NAME if the command is to be another user's",
        "filtered 1 158 0x6001 nopti | not permitted by the kernel (seccomp, or a security module)",
        "filtered 1 158 0x6002 nopti | not permitted by the kernel (seccomp, or a security module)",
        "filtered 38 158 0x6001 nopti | not permitted by the kernel (seccomp, or a security"
            + " module)",
      })
  void refusesOrWarns(String launcher, String reason) throws InterruptedException {
    Result refused = run(launcher + " true");
    Result isolated = run(launcher + " --best-effort " + STATE);

    assertThat(refused.toString())
        .isEqualTo(
            "status 125\nptictl: cannot execute true without page-table isolation: %s\n", reason);
    assertThat(isolated.status()).isZero();
    assertThat(isolated.text()).containsAnyOf("enabled", "forced");
    assertThat(isolated.errorText())
        .isEqualTo("ptictl: warning: sed runs with page-table isolation: %s\n", reason);
  }

  @Test
  void refusesAUserWithoutTheCapability() throws InterruptedException {
    Result nopti = machine.run(Command.of(Programs.launcher("nopti"), "true").as(NOBODY));
    Result pti = machine.run(Command.of(Programs.launcher("pti"), "true").as(NOBODY));

    assertThat(nopti.status()).isEqualTo(125);
    assertThat(nopti.errorText()).contains("needs CAP_PAYLOAD or CAP_SYS_RAWIO").hasLineCount(1);
    assertThat(pti.toString()).isEqualTo("status 0\n");
  }

  @Test
  void tellsWhatItDidOnlyIfAsked() throws InterruptedException {
    assertThat(run("nopti -v true").toString())
        .isEqualTo("status 0\nptictl: page-table isolation is off\n");
  }

  /** A filter that hides arch_prctl hides whether it is forced, too: nothing is assumed. */
  @ParameterizedTest
  @ValueSource(strings = {"filtered 1", "filtered 38"})
  void doesNotProtectUnseen(String filter) throws InterruptedException {
    assertThat(run(filter + " 158 0x6001 pti true").toString())
        .isEqualTo(
            "status 125\nptictl: cannot execute true under page-table isolation: not permitted by"
                + " the kernel (seccomp, or a security module)\n");
  }

  @Test
  void tellsThatProcIsMissing() throws InterruptedException {
    String script = "mount -t tmpfs none /proc; exec %s true";
    assertThat(run("unshare -m sh -c", script.formatted(Programs.launcher("nopti"))).toString())
        .isEqualTo(
            "status 125\nptictl: cannot execute true without page-table isolation: /proc is not"
                + " mounted; mount it\n");
    assertThat(
            run(
                    "unshare -m sh -c",
                    "mount -t tmpfs none /proc; exec %s status"
                        .formatted(Programs.launcher("ptictl")))
                .toString())
        .startsWith("status 3\nptictl: /proc/self/exe: ")
        .hasLineCount(2);
  }

  @Test
  void reportsWhatCannotBeExecuted() throws InterruptedException {
    assertThat(run("nopti no-such-command").toString())
        .isEqualTo(
            "status 127\nptictl: failed to execute no-such-command: No such file or directory\n");
    assertThat(run("pti /etc/passwd").toString())
        .isEqualTo("status 126\nptictl: failed to execute /etc/passwd: Permission denied\n");
    assertThat(run("nopti --user=no-such-user true").toString())
        .isEqualTo("status 125\nptictl: unknown user no-such-user\n");
  }

  /** Only root's right to opt out outlives the change of user, and not even that the launcher. */
  @Test
  void leavesAnotherUserNothing() throws InterruptedException {
    String script = "id -un; id -gn; id -Gn; grep ^Cap /proc/self/status; cat /proc/self/status";
    Result before = run("cat /proc/self/status");
    Result result =
        machine.run(
            Command.of(Programs.launcher("nopti"), "--user=haproxy", "--", "sh", "-c", script));
    String bounding = before.text().lines().filter(s -> s.startsWith("CapBnd")).findFirst().get();

    assertThat(result.errorText()).isEmpty();
    assertThat(result.text().lines().limit(3)).containsOnly("haproxy");
    assertThat(result.text().lines())
        .contains("Page_Table_Isolation:\tdisabled", bounding)
        .contains("CapInh:\t0000000000000000", "CapPrm:\t0000000000000000")
        .contains("CapEff:\t0000000000000000", "CapAmb:\t0000000000000000");
  }

  /** As the host's test, with the warning gone and another isolation. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "ignoring", "blocking", "closed"})
  void probeSeesTheSameAsUnderNice(String parent) throws InterruptedException {
    List<String> nice = probe(parent, "/usr/bin/nice", "-n", "0");
    List<String> nopti = probe(parent, Programs.launcher("nopti"));
    String isolation = "status Page_Table_Isolation:\t";

    assertThat(nopti).contains(isolation + "disabled").hasSizeGreaterThan(200);
    assertThat(nopti.stream().map(s -> s.replace(isolation + "disabled", isolation + "enabled")))
        .containsExactlyElementsOf(nice);
  }

  @Test
  void refusesWhereItIsSwitchedOff() throws InterruptedException {
    try (Machine other = Machine.boot(TestKernels.patched())) {
      Result off = other.run(Command.shell("echo 0 >/proc/sys/kernel/pti_optout"));
      Result run = other.run(command("nopti true"));
      Result protect = other.run(command("pti " + STATE));

      assertThat(off.toString()).isEqualTo("status 0\n");
      assertThat(run.toString())
          .isEqualTo(
              "status 125\nptictl: cannot execute true without page-table isolation: switched off"
                  + " here (kernel.pti_optout is 0); boot with pti_optout=on\n");
      assertThat(protect.toString()).isEqualTo("status 0\nenabled\n");
    }
  }

  private static Result run(String line, String... more) throws InterruptedException {
    return machine.run(command(line, more));
  }

  /** The names of the launcher and of the filter stand for their paths. */
  static Command command(String line, String... more) {
    return Command.of(
        Stream.concat(Stream.of(line.split(" ")).map(LauncherIT::path), Stream.of(more))
            .toArray(String[]::new));
  }

  private static String path(String word) {
    if (word.equals("filtered")) {
      return Programs.helper(word);
    }
    return word.matches("(no)?pti|ptictl") ? Programs.launcher(word) : word;
  }

  private static List<String> probe(String parent, String... wrapper) throws InterruptedException {
    Stream<String> start = Stream.of(Programs.helper("parent"), parent, Programs.helper("probe"));
    Result result =
        machine.run(Command.of(Stream.concat(start, Stream.of(wrapper)).toArray(String[]::new)));

    assertThat(result.errorText()).isEmpty();
    assertThat(result.status()).isZero();
    return result.text().lines().toList();
  }
}
