package io.ptictl.spec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The switch and lockdown: DESIGN 3.8 and 3.3. */
final class MachineWideTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, fork, forced, 1: fork, off-until-exec, sysctl 0 | ok | 1 on, 2 forced, 3 on | REVOKED
          sysctl 0, off                        | EPERM  | 1 on     | SWITCHED_OFF
          sysctl 0, drop all, off              | EPERM  | 1 on     | CAPABILITY_MISSING
          sysctl 0, on                         | ok     | 1 on     | SAME_STATE
          sysctl 0, forced                     | ok     | 1 forced | ISOLATED
          sysctl 0, sysctl 1                   | EPERM  | 1 on     | ONE_WAY
          sysctl 0, sysctl 0                   | ok     | 1 on     | REVOKED
          off, sysctl 1                        | ok     | 1 off    | SAME_STATE
          off, drop all, sysctl 0              | ok     | 1 on     | REVOKED
          setuid user, sysctl 0                | EACCES | 1 on     | LINUX_REFUSES
          off, lockdown integrity, off-until-exec | ok  | 1 off-until-exec | NARROWED
          lockdown integrity, off              | ok     | 1 off    | GRANTED
          lockdown confidentiality, off        | EPERM  | 1 on     | LOCKED_DOWN
          off, lockdown confidentiality        | ok     | 1 off    | LOCKDOWN_KEEPS
          off, lockdown confidentiality, off-until-exec, off | EPERM | 1 off-until-exec | LOCKED_DOWN
          lockdown confidentiality, lockdown integrity | EPERM | 1 on | LINUX_REFUSES
          setuid user, lockdown integrity      | EACCES | 1 on     | LINUX_REFUSES
          """)
  void changesEverybody(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }
}
