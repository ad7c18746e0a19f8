package io.ptictl.spec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A marked file starts opted out if and only if: DESIGN 3.6. */
final class MarkTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exec marked                            | 1 off    | MARK_COUNTS
          exec marked-effective                  | 1 off    | MARK_COUNTS
          exec rawio                             | 1 on     | EXEC_KEEPS
          exec capable                           | 1 on     | EXEC_KEEPS
          exec script-of-marked                  | 1 on     | MARK_BY_SCRIPT
          exec marked-nosuid                     | 1 on     | MARK_NOT_HONOURED
          no-new-privs, exec marked              | 1 on     | MARK_NO_NEW_PRIVILEGES
          unshare, exec marked                   | 1 on     | MARK_IN_NAMESPACE
          sysctl 0, exec marked                  | 1 on     | MARK_SWITCHED_OFF
          lockdown confidentiality, exec marked  | 1 on     | MARK_LOCKED_DOWN
          lockdown integrity, exec marked        | 1 off    | MARK_COUNTS
          forced, exec marked                    | 1 forced | MARK_FORCED
          exec marked, exec plain                | 1 off    | EXEC_KEEPS
          exec marked, off                       | 1 off    | SAME_STATE
          off-until-exec, exec marked            | 1 off    | MARK_COUNTS
          bound payload, exec marked             | 1 on     | MARK_NOT_PERMITTED
          drop all, exec marked                  | 1 off    | MARK_COUNTS
          vfork, exec marked                     | 1 on, 2 off | MARK_COUNTS
          fork, traceme, exec marked             | 1 on, 2 off | MARK_COUNTS
          fork, traceme, 1: drop payload+sys_rawio, 2: exec marked | 1 on, 2 on | MARK_TRACED
          """)
  void ofRoot(String script, String states, Rule rule) {
    String outcome = Scripts.last(Scripts.ROOT, script).outcome().toString();
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exec marked                            | ok    | 1 off | MARK_COUNTS
          exec marked-effective                  | ok    | 1 off | MARK_COUNTS
          exec marked, off-until-exec            | ok    | 1 off-until-exec | NARROWED
          exec marked, raise payload, off        | ok    | 1 off | SAME_STATE
          exec marked, exec plain, off           | EPERM | 1 off | CAPABILITY_MISSING
          exec script-of-marked                  | ok    | 1 on  | MARK_BY_SCRIPT
          exec marked-nosuid                     | ok    | 1 on  | MARK_NOT_HONOURED
          no-new-privs, exec marked              | ok    | 1 on  | MARK_NO_NEW_PRIVILEGES
          unshare, exec marked                   | ok    | 1 on  | MARK_IN_NAMESPACE
          forced, exec marked                    | ok    | 1 forced | MARK_FORCED
          fork, traceme, exec marked             | ok    | 1 on, 2 on | MARK_NOT_PERMITTED
          exec rawio                             | ok    | 1 on  | EXEC_KEEPS
          """)
  void ofAnOrdinaryUser(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ORDINARY, script, outcome, states, rule);
  }
}
