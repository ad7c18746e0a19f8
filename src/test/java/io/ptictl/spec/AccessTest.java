package io.ptictl.spec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No way into an opted-out process: DESIGN 3.7. */
final class AccessTest {
  /** Two processes of one ordinary user, without capabilities; the first is opted out. */
  private static final World TWO =
      Scripts.last(
              Scripts.ROOT,
              "fork, setgid user, setuid user, exec plain,1: keepcaps, setgid user, setuid user,"
                  + " raise payload, off, drop all, exec plain")
          .world();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2: attach 1                          | EPERM  | OPTED_OUT_IS_CLOSED
          2: write-to 1                        | EPERM  | OPTED_OUT_IS_CLOSED
          2: begin-write 1                     | EPERM  | OPTED_OUT_IS_CLOSED
          2: open-mem 1                        | EACCES | OPTED_OUT_IS_CLOSED
          1: attach 2                          | ok     | ACCESS_ALLOWED
          1: on, 2: attach 1                   | ok     | ACCESS_ALLOWED
          1: off-until-exec, 2: attach 1       | EPERM  | OPTED_OUT_IS_CLOSED
          2: exec marked, 2: exec plain, 2: attach 1 | ok | ACCESS_ALLOWED
          1: exec setuid-root, 2: attach 1     | EPERM  | LINUX_REFUSES
          """)
  void bySameUser(String script, String outcome, Rule rule) {
    Step step = Scripts.last(TWO, script);
    Scripts.check(TWO, script, outcome, Scripts.states(step.world()), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, fork, drop payload+sys_rawio, on, attach 1      | EPERM  | OPTED_OUT_IS_CLOSED
          off, fork, drop payload+sys_rawio, attach 1          | ok     | ACCESS_ALLOWED
          off, fork, on, attach 1                              | ok     | ACCESS_ALLOWED
          off, fork, on, drop payload, attach 1                | ok     | ACCESS_ALLOWED
          off, fork, on, lower payload+sys_rawio, write-to 1   | EPERM  | OPTED_OUT_IS_CLOSED
          off, fork, on, lower payload+sys_rawio, open-mem 1   | EACCES | OPTED_OUT_IS_CLOSED
          off, fork, traceme                                   | ok     | ACCESS_ALLOWED
          off, fork, 1: on, 1: drop payload+sys_rawio, 2: traceme | EPERM | TRACED_BY_PARENT_REFUSED
          off, fork, 1: drop payload+sys_rawio, 2: traceme     | ok     | ACCESS_ALLOWED
          fork, traceme, traceme                               | EPERM  | LINUX_REFUSES
          thread, attach 1                                     | EPERM  | LINUX_REFUSES
          """)
  void byRootWithoutTheCapability(String script, String outcome, Rule rule) {
    Step step = Scripts.last(Scripts.ROOT, script);
    Scripts.check(Scripts.ROOT, script, outcome, Scripts.states(step.world()), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fork, open-mem 1, write-mem                            | ok    | ACCESS_ALLOWED
          fork, open-mem 1, 1: off, 2: write-mem                 | ok    | ACCESS_ALLOWED
          fork, open-mem 1, drop all, 1: off, 2: write-mem       | EPERM | WRITER_IS_CHECKED
          fork, drop payload+sys_rawio, open-mem 1, 1: off, fork, 3: write-mem \
                                                                 | EPERM | OPENER_IS_CHECKED
          fork, drop payload+sys_rawio, open-mem 1, 1: off, 1: write-mem | ok | ACCESS_ALLOWED
          off, fork, drop payload+sys_rawio, open-mem 1, write-mem | ok  | ACCESS_ALLOWED
          off, fork, drop payload+sys_rawio, open-mem 1, fork, write-mem | EPERM | OPENER_IS_CHECKED
          off, fork, drop payload+sys_rawio, open-mem 1, thread, write-mem | ok | ACCESS_ALLOWED
          off, fork, drop payload+sys_rawio, open-mem 1, drop all, write-mem \
                                                                 | EPERM | OPENER_IS_CHECKED
          """)
  void openFilesAreCheckedAtEachWrite(String script, String outcome, Rule rule) {
    Step step = Scripts.last(Scripts.ROOT, script);
    Scripts.check(Scripts.ROOT, script, outcome, Scripts.states(step.world()), rule);
  }
}
