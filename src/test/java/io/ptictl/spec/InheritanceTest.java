package io.ptictl.spec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** fork, threads, execve: DESIGN 3.4. */
final class InheritanceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off, fork                            | ok     | 1 off, 2 off   | COPY_KEEPS
          off-until-exec, fork                 | ok     | 1 off-until-exec, 2 off-until-exec | COPY_KEEPS
          forced, fork                         | ok     | 1 forced, 2 forced | COPY_KEEPS
          off, fork, on                        | ok     | 1 off, 2 on    | ISOLATED
          off, fork, 1: on                     | ok     | 1 on, 2 off    | ISOLATED
          off, vfork                           | ok     | 1 off, 2 off   | SAME_MEMORY
          off, vfork, on                       | ok     | 1 on, 2 on     | ISOLATED
          off, vfork, exec plain, on           | ok     | 1 off, 2 on    | ISOLATED
          off-until-exec, vfork, exec plain    | ok     | 1 off-until-exec, 2 on | EXEC_ENDS_UNTIL_EXEC
          off, thread, on                      | ok     | 1 on, 2 on     | ISOLATED
          thread, off                          | ok     | 1 off, 2 off   | GRANTED
          off, thread, exec plain              | ok     | 1 off          | THREADS_END
          off-until-exec, thread, exec plain   | ok     | 1 on           | EXEC_ENDS_UNTIL_EXEC
          off, clone-vm, exec plain, 1: on     | ok     | 1 on, 2 off    | ISOLATED
          off, exec plain                      | ok     | 1 off          | EXEC_KEEPS
          off, exec script                     | ok     | 1 off          | EXEC_KEEPS
          off, bound all, drop all, exec plain | ok     | 1 off          | EXEC_KEEPS
          off, drop all, exec plain            | ok     | 1 on           | CAPABILITIES_GAINED
          off-until-exec, exec plain           | ok     | 1 on           | EXEC_ENDS_UNTIL_EXEC
          on, exec plain                       | ok     | 1 on           | EXEC_KEEPS
          forced, exec plain                   | ok     | 1 forced       | EXEC_KEEPS
          off-until-exec, exec missing         | ENOENT | 1 off-until-exec | EXEC_FAILED
          off-until-exec, exec forbidden       | EACCES | 1 off-until-exec | EXEC_FAILED
          off-until-exec, exec garbage         | ENOEXEC | 1 off-until-exec | EXEC_FAILED
          bound payload, setuid user, exec marked-effective | EPERM | 1 on | EXEC_FAILED
          lockdown integrity, off, exec plain  | ok     | 1 off          | EXEC_KEEPS
          off, lockdown confidentiality, exec plain | ok | 1 on          | EXEC_LOCKED_DOWN
          off, lockdown confidentiality, fork  | ok     | 1 off, 2 off   | COPY_KEEPS
          off, exec setuid-root                | ok     | 1 off          | EXEC_KEEPS
          off, exec capable                    | ok     | 1 off          | EXEC_KEEPS
          """)
  void keepsTheState(String script, String outcome, String states, Rule rule) {
    Scripts.check(Scripts.ROOT, script, outcome, states, rule);
  }
}
