package io.ptictl.spec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends an opt-out, and what does not: DESIGN 3.5. */
final class DomainTest {
  /** An opted-out ordinary user who has no capability. */
  private static final World ORDINARY_OFF =
      Scripts.last(Scripts.ROOT, "keepcaps, setuid user, setgid user, raise payload, off, drop all")
          .world();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, setuid user                     | 1 on          | IDS_CHANGED
          off, seteuid user                    | 1 on          | IDS_CHANGED
          off, setfsuid user                   | 1 on          | IDS_CHANGED
          off, setgid user                     | 1 on          | IDS_CHANGED
          off, setegid user                    | 1 on          | IDS_CHANGED
          off, setfsgid user                   | 1 on          | IDS_CHANGED
          off-until-exec, setuid user          | 1 on          | IDS_CHANGED
          off, thread, setuid user             | 1 on, 2 on    | IDS_CHANGED
          off, vfork, setuid user              | 1 on, 2 on    | SHARERS_AS_WELL
          off, vfork, exec setuid              | 1 off, 2 on   | IDS_CHANGED
          off, fork, setuid user               | 1 off, 2 on   | IDS_CHANGED
          off, clone-vm, unshare               | 1 on, 2 on    | SHARERS_AS_WELL
          off, unshare                         | 1 on          | NAMESPACE_ENTERED
          off, clone-newuser                   | 1 off, 2 on   | NAMESPACE_ENTERED
          off, clone-vm-newuser                | 1 on, 2 on    | SHARERS_AS_WELL
          clone-newuser, 1: off, 1: setns 2    | 1 on, 2 on    | NAMESPACE_ENTERED
          off, exec setuid                     | 1 on          | IDS_CHANGED
          off, exec setgid                     | 1 on          | IDS_CHANGED
          """)
  void endsAnOptOut(String script, String states, Rule rule) {
    check(Scripts.ROOT, script, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exec setuid                          | 1 on          | IDS_CHANGED
          exec setuid-root                     | 1 on          | IDS_CHANGED
          exec setgid                          | 1 on          | IDS_CHANGED
          exec capable                         | 1 on          | CAPABILITIES_GAINED
          exec rawio                           | 1 on          | CAPABILITIES_GAINED
          exec script-of-marked                | 1 on          | CAPABILITIES_GAINED
          exec marked                          | 1 off         | MARK_COUNTS
          exec setuid-nosuid                   | 1 off         | EXEC_KEEPS
          exec marked-nosuid                   | 1 off         | MARK_NOT_HONOURED
          no-new-privs, exec setuid            | 1 off         | EXEC_KEEPS
          no-new-privs, exec marked            | 1 off         | MARK_NO_NEW_PRIVILEGES
          no-new-privs, exec marked-effective  | 1 on          | SECURE_EXEC
          no-new-privs, seccomp, exec plain    | 1 off         | EXEC_KEEPS
          unshare                              | 1 on          | NAMESPACE_ENTERED
          setuid user                          | 1 off         | SAME_DOMAIN
          setuid other                         | 1 off         | LINUX_REFUSES
          """)
  void ofAnOrdinaryUser(String script, String states, Rule rule) {
    check(ORDINARY_OFF, script, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, setuid root                     | 1 off         | SAME_DOMAIN
          off, setgid root                     | 1 off         | SAME_DOMAIN
          off, setfsuid root                   | 1 off         | SAME_DOMAIN
          off, drop all                        | 1 off         | SAME_DOMAIN
          off, lower all, raise all            | 1 off         | SAME_DOMAIN
          off, bound all                       | 1 off         | SAME_DOMAIN
          off, ambient payload                 | 1 off         | SAME_DOMAIN
          off, keepcaps                        | 1 off         | SAME_DOMAIN
          off, no-new-privs                    | 1 off         | LINUX_ALLOWS
          off, seccomp                         | 1 off         | LINUX_ALLOWS
          forced, setuid user                  | 1 forced      | IDS_CHANGED
          """)
  void doesNotEndIt(String script, String states, Rule rule) {
    check(Scripts.ROOT, script, states, rule);
  }

  private static void check(World start, String script, String states, Rule rule) {
    Step step = Scripts.last(start, script);
    Scripts.check(start, script, step.outcome().toString(), states, rule);
  }
}
