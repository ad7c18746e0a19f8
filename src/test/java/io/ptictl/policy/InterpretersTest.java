package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real interpreters of this machine under another name, as they are and altered. */
final class InterpretersTest {
  @AutoClose private final Box box = Box.create();

  private String check() throws Exception {
    try (Candidate file = Candidate.open(box.program.toString())) {
      return Interpreters.check(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh",
        "/bin/bash",
        "/usr/bin/perl",
        "/usr/bin/python3",
        "/usr/bin/mawk",
        "/usr/bin/env",
        "/usr/bin/nice",
        "/usr/bin/xargs",
        "/usr/bin/find",
        "/lib64/ld-linux-x86-64.so.2",
      })
  void aCopyIsRecognized(String interpreter) throws Exception {
    assumeTrue(Files.exists(Path.of(interpreter)));
    box.sh("cat " + interpreter + " >program");
    assertThat(check()).contains(" as " + Path.of(interpreter).toRealPath() + ", ");
  }

  @Test
  void aStrippedCopyToo() throws Exception {
    box.sh("strip -o program /bin/bash; strip --remove-section=.comment program");
    assertThat(check()).startsWith("the same program as /usr/bin/bash, ");
  }

  @Test
  void theJavaThatRunsThis() throws Exception {
    box.sh("cat " + System.getProperty("java.home") + "/bin/java >program");
    assertThat(check()).contains("/bin/java, ");
  }

  /** As one that another distribution built: nothing of this system has its build id. */
  @ParameterizedTest
  @CsvSource({
    "/bin/bash, a shell",
    "/bin/dash, a shell",
    "/usr/bin/mawk, awk",
    "/usr/bin/gawk, awk",
    "/usr/bin/python3, Python",
    "/usr/bin/perl, Perl",
    "/usr/bin/node, Node.js",
    "/usr/bin/tclsh, Tcl",
    "/usr/bin/busybox, a shell",
    "/usr/bin/vim, Vim",
    "/lib64/ld-linux-x86-64.so.2, a program loader",
  })
  void aStrangerIsRecognizedByItsFamily(String interpreter, String family) throws Exception {
    assumeTrue(Files.exists(Path.of(interpreter)));
    box.sh("cat " + interpreter + " >in; objcopy --remove-section=.note.gnu.build-id in program");
    box.sh("printf x >>program");
    assertThat(check()).isEqualTo("its content is that of " + family);
  }

  @Test
  void withoutABuildIdTheContentIsCompared() throws Exception {
    Path mine = box.directory.resolve("mine");
    box.sh("objcopy --remove-section=.note.gnu.build-id /usr/bin/env mine; cp mine program");
    try (Candidate file = Candidate.open(box.program.toString())) {
      assertThat(KnownPrograms.of(mine).recognize(file)).startsWith("the same program as " + mine);
      box.sh("printf x >>mine");
      assertThat(KnownPrograms.of(mine).recognize(file)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/sort",
        "/usr/bin/cat",
        "/usr/sbin/haproxy",
        "/usr/bin/redis-server",
        "/usr/sbin/nginx",
        "/usr/bin/memcached",
        "/usr/lib/postgresql/15/bin/postgres",
        "/usr/bin/openssl",
      })
  void whatOnlyEmbedsALanguageIsNone(String server) throws Exception {
    assumeTrue(Files.exists(Path.of(server)));
    box.sh("cat " + server + " >program");
    assertThat(check()).isNull();
  }
}
