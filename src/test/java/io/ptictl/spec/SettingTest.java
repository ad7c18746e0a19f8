package io.ptictl.spec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may set what, and which error comes first: DESIGN 3.2 and 3.3. */
final class SettingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off                                  | ok     | 1 off            | GRANTED
          off-until-exec                       | ok     | 1 off-until-exec | GRANTED
          prctl off                            | ok     | 1 off            | GRANTED
          proc 1 off                           | ok     | 1 off            | GRANTED
          open 1, write off                    | ok     | 1 off            | GRANTED
          off, on                              | ok     | 1 on             | ISOLATED
          forced                               | ok     | 1 forced         | ISOLATED
          off, off                             | ok     | 1 off            | SAME_STATE
          invalid                              | EINVAL | 1 on             | INVALID_VALUE
          prctl invalid                        | ERANGE | 1 on             | INVALID_VALUE
          proc 1 invalid                       | EINVAL | 1 on             | INVALID_VALUE
          drop all, invalid                    | EINVAL | 1 on             | INVALID_VALUE
          forced, invalid                      | EINVAL | 1 forced         | INVALID_VALUE
          drop payload+sys_rawio, off          | EPERM  | 1 on             | CAPABILITY_MISSING
          drop payload, off                    | ok     | 1 off            | GRANTED
          drop sys_rawio, off                  | ok     | 1 off            | GRANTED
          lower payload+sys_rawio, off         | EPERM  | 1 on             | CAPABILITY_MISSING
          lower all, raise payload, off        | ok     | 1 off            | GRANTED
          unshare, off                         | EPERM  | 1 on             | CAPABILITY_MISSING
          drop all, on                         | ok     | 1 on             | SAME_STATE
          drop all, forced                     | ok     | 1 forced         | ISOLATED
          """)
  void takesTheCapability(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, drop all, off-until-exec          | ok    | 1 off-until-exec | NARROWED
          off, drop all, on                      | ok    | 1 on             | ISOLATED
          off, drop all, forced                  | ok    | 1 forced         | ISOLATED
          off-until-exec, drop all, forced       | ok    | 1 forced         | ISOLATED
          off, drop all, off                     | EPERM | 1 off            | CAPABILITY_MISSING
          off-until-exec, drop all, off          | EPERM | 1 off-until-exec | CAPABILITY_MISSING
          off-until-exec, drop all, off-until-exec \
                                                 | EPERM | 1 off-until-exec | CAPABILITY_MISSING
          off, clone-vm, drop all, off-until-exec | ok   | 1 off-until-exec, 2 off-until-exec | NARROWED
          off, lockdown confidentiality, off-until-exec | ok | 1 off-until-exec | NARROWED
          off, fork, begin-write 1, 1: drop all, 1: off-until-exec \
                                                 | ok    | 1 off-until-exec, 2 off | NARROWED
          open 1, off, drop all, write off-until-exec | ok | 1 off-until-exec | NARROWED
          """)
  void letsEverybodyNarrow(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forced, off                            | EPERM | 1 forced         | FORCED_IS_FOR_EVER
          forced, off-until-exec                 | EPERM | 1 forced         | FORCED_IS_FOR_EVER
          forced, on                             | ok    | 1 forced         | FORCED_IS_ISOLATED
          forced, exec marked                    | ok    | 1 forced         | MARK_FORCED
          off, forced, setuid user               | ok    | 1 forced         | IDS_CHANGED
          forced, clone-vm, off                  | EPERM | 1 forced, 2 forced | FORCED_IS_FOR_EVER
          fork, 1: proc 2 forced, 1: proc 2 off  | EPERM | 1 on, 2 forced   | FORCED_IS_FOR_EVER
          forced, drop all, off                  | EPERM | 1 forced         | CAPABILITY_MISSING
          """)
  void neverUndoesForced(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fork, 1: proc 2 off                    | ok    | 1 on, 2 off      | GRANTED
          fork, off, 1: proc 2 on                | ok    | 1 on, 2 on       | ISOLATED
          fork, setuid user, 1: proc 2 off       | ok    | 1 on, 2 off      | GRANTED
          fork, off, drop all, 1: drop payload+sys_rawio, 1: proc 2 on \
                                                 | EPERM | 1 on, 2 off      | CAPABILITY_MISSING
          fork, off, drop all, 1: drop payload+sys_rawio, 1: proc 2 off-until-exec \
                                                 | EPERM | 1 on, 2 off      | CAPABILITY_MISSING
          fork, setuid user, 1: drop sys_ptrace, 1: proc 2 off \
                                                 | EPERM | 1 on, 2 on       | NO_ACCESS
          fork, keepcaps, setuid user, raise payload, proc 1 forced \
                                                 | EPERM | 1 on, 2 on       | NO_ACCESS
          fork, open 1, drop all, write off      | EPERM | 1 on, 2 on       | CAPABILITY_MISSING
          fork, drop all, open 1, 1: write off   | EPERM | 1 on, 2 on       | OPENER_LACKS_CAPABILITY
          fork, drop all, open 1, 1: write on    | ok    | 1 on, 2 on       | SAME_STATE
          fork, 1: proc 2 off, 1: proc 2 off-until-exec \
                                                 | ok    | 1 on, 2 off-until-exec | GRANTED
          """)
  void ofAnotherTakesBothRights(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clone-vm, off                          | EBUSY | 1 on, 2 on       | MEMORY_SHARED
          vfork, off                             | EBUSY | 1 on, 2 on       | MEMORY_SHARED
          vfork, exec plain, off                 | ok    | 1 on, 2 off      | GRANTED
          clone-vm, exit, 1: off                 | ok    | 1 off            | GRANTED
          thread, off                            | ok    | 1 off, 2 off     | GRANTED
          clone-vm, 1: proc 2 off                | EBUSY | 1 on, 2 on       | MEMORY_SHARED
          clone-vm, forced                       | ok    | 1 forced, 2 forced | ISOLATED
          off-until-exec, clone-vm, off          | EBUSY | 1 off-until-exec, 2 off-until-exec \
                                                                            | MEMORY_SHARED
          fork, begin-write 1, 1: off            | EBUSY | 1 on, 2 on       | WRITER_AT_WORK
          fork, begin-write 1, finish-write, 1: off | ok | 1 off, 2 on      | GRANTED
          fork, begin-write 1, 1: exec plain, 1: off | ok | 1 off, 2 on     | GRANTED
          clone-vm, drop all, off                | EPERM | 1 on, 2 on       | CAPABILITY_MISSING
          fork, drop all, fork, attach 2, 2: exit, 1: off | ok | 1 off, 3 on | GRANTED
          fork, 1: attach 2, 1: drop all, 2: off | EPERM | 1 on, 2 on       | TRACED
          fork, 1: attach 2, 2: off              | ok    | 1 on, 2 off      | GRANTED
          fork, traceme, 1: drop payload+sys_rawio, 2: off | EPERM | 1 on, 2 on | TRACED
          fork, clone-vm, 1: attach 2, 1: drop all, 2: off | EBUSY | 1 on, 2 on, 3 on | MEMORY_SHARED
          """)
  void isRefusedWhileOthersCanGetAtTheMemory(
      String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off                                    | ENXIO | 1 not-in-use | NOTHING_TO_OPT_OUT_OF
          drop all, off                          | ENXIO | 1 not-in-use | NOTHING_TO_OPT_OUT_OF
          sysctl 0, off                          | ENXIO | 1 not-in-use | NOTHING_TO_OPT_OUT_OF
          invalid                                | EINVAL | 1 not-in-use | INVALID_VALUE
          on                                     | ok    | 1 not-in-use | NOTHING_TO_SWITCH
          drop all, forced                       | ok    | 1 not-in-use | NOTHING_TO_SWITCH
          forced, off                            | ENXIO | 1 not-in-use | NOTHING_TO_OPT_OUT_OF
          exec marked                            | ok    | 1 not-in-use | MARK_NOT_IN_USE
          fork, drop all, proc 1 forced          | EPERM | 1 not-in-use, 2 not-in-use | CAPABILITY_MISSING
          """)
  void whereIsolationIsNotInUse(String script, String outcome, String states, Rule rule) {
    for (Machine.Use use : new Machine.Use[] {Machine.Use.OFF_AT_BOOT, Machine.Use.NOT_AFFECTED}) {
      Machine machine = new Machine(use, true, Machine.Lockdown.NONE);
      Scripts.check(World.start(machine, Credentials.ROOT), script, outcome, states, rule);
    }
  }

  @Test
  void anOrdinaryUserNeverOptsOut() {
    Scripts.check(Scripts.ORDINARY, "off", "EPERM", "1 on", Rule.CAPABILITY_MISSING);
    Scripts.check(Scripts.ORDINARY, "unshare, off", "EPERM", "1 on", Rule.CAPABILITY_MISSING);
    Scripts.check(Scripts.ORDINARY, "exec setuid-root, off", "ok", "1 off", Rule.GRANTED);
    Scripts.check(Scripts.ORDINARY, "exec rawio, off", "ok", "1 off", Rule.GRANTED);
  }
}
