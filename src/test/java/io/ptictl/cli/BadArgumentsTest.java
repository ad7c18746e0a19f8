package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.policy.Box;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad files, directories and names for every command that takes one, but for those of {@link
 * BadFilesTest}: one line, the right status, nothing printed, and nothing has changed, before
 * anything long is done.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // A FIFO must not hang.
final class BadArgumentsTest {
  /** What makes x in an empty directory. */
  private static final Map<String, String> KINDS =
      Map.of(
          "missing", ":",
          "dangling", "ln -s missing x",
          "loop", "ln -s x x",
          "directory", "mkdir x; touch x/not-empty",
          "FIFO", "mkfifo x",
          "endless", "mknod x c 1 5", // /dev/zero
          "socket", "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"x\")'",
          "text", "echo no such content >x",
          "binary", "head -c 5000 /bin/ls >x",
          "huge", "truncate -s 5G x");

  /** Command lines that read the file X. */
  private static final List<String> READERS =
      List.of(
          "1 explain X",
          "1 explain -- X",
          "1 service --file X demo",
          "2 lab test --replay X",
          "2 lab test --kernel X",
          "2 lab run --kernel X true",
          "2 lab shell --kernel X",
          "1 kernel deb --no-install --config X .",
          "1 kernel patch X");

  /** One that puts the file, or directory, X into a machine. */
  private static final String PACKER = "2 lab run --with X true";

  /** Command lines that would write the file, or into the directory, X, which must be there. */
  private static final List<String> WRITERS =
      List.of(
          "2 lab test --junit X",
          "2 lab demo --output X",
          "2 lab bench --output X",
          "2 kernel deb --no-install X");

  /** And those that make the directory X. */
  private static final List<String> MAKERS =
      List.of("1 kernel export --from a<b@c> X", "1 manual X");

  @AutoClose private final Box box = Box.create();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<Arguments> readersOfAnyKind() {
    return READERS.stream()
        .flatMap(line -> KINDS.keySet().stream().map(kind -> Arguments.of(line, kind)));
  }

  static Stream<Arguments> writersOfAnyKind() {
    List<String> kinds = List.of("dangling", "loop", "FIFO", "endless", "socket");
    return Stream.of(
            Stream.of(Arguments.of(WRITERS.getFirst(), "directory")),
            WRITERS.stream().skip(1).map(line -> Arguments.of(line, "missing")),
            WRITERS.stream().skip(1).map(line -> Arguments.of(line, "text")),
            MAKERS.stream().map(line -> Arguments.of(line, "text")),
            Stream.of(Arguments.of(MAKERS.getFirst(), "directory")),
            Stream.concat(WRITERS.stream(), MAKERS.stream())
                .flatMap(line -> kinds.stream().map(kind -> Arguments.of(line, kind))))
        .flatMap(each -> each);
  }

  static Stream<Arguments> packedOfAnyKind() {
    return Stream.of("missing", "dangling", "loop", "FIFO", "endless", "socket")
        .map(kind -> Arguments.of(PACKER, kind));
  }

  @ParameterizedTest
  @MethodSource({"readersOfAnyKind", "writersOfAnyKind", "packedOfAnyKind"})
  void whatIsReadOrWritten(String line, String kind) throws Exception {
    make(kind);
    refused(line, box.directory + "/in/x");
  }

  static Stream<String> writersAndMakers() {
    return Stream.concat(WRITERS.stream(), MAKERS.stream());
  }

  @ParameterizedTest
  @MethodSource("writersAndMakers")
  void whereNothingCanBeWritten(String line) throws Exception {
    String within = line.startsWith(WRITERS.getFirst()) || MAKERS.contains(line) ? "/x" : "";
    box.sh("mkdir fs; mount -t tmpfs -o ro tmpfs fs");
    refused(line, box.directory + "/fs" + within);
  }

  @ParameterizedTest
  @FieldSource("MAKERS")
  void onAFullDisk(String line) throws Exception {
    box.sh("mkdir fs; mount -t tmpfs -o size=16k tmpfs fs; head -c 16k /dev/zero >fs/full || :");
    box.sh("mkdir fs/x");
    run(line, box.directory + "/fs/x");
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("No space left on device");
    assertThat(box.sh("find fs/x -type f")).isEmpty();
  }

  static Stream<String> readersAndPacker() {
    return Stream.concat(READERS.stream(), Stream.of(PACKER));
  }

  @ParameterizedTest
  @MethodSource("readersAndPacker")
  void namesOfAnyKind(String line) throws Exception {
    refused(line, box.directory + "/new\nline");
    refused(line, box.directory + "/\033[2Jred");
    refused(line, box.directory + "/" + "x".repeat(256));
    refused(line, box.directory + "/x".repeat(2100));
    refused(line, box.program + "/below");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../demo",
        "/etc/passwd",
        "a/b",
        "a\nb",
        "a b",
        "a%b",
        "@",
        "demo@",
        "demo.socket",
        ".service",
        "d\u00e9mo"
      })
  void whatIsNoUnit(String name) throws Exception {
    refused("2 service X", name);
    refused("2 service --remove X", name);
    refused("2 service X", "x".repeat(300));
  }

  @ParameterizedTest
  @CsvSource({
    "relative/ptictl, must be absolute",
    "/new line, must be absolute and of plain characters",
    "/a%b, plain characters",
  })
  void whatIsNoLauncher(String name, String reason) throws Exception {
    box.sh("printf '[Service]\\nExecStart=/bin/true\\n' >unit");
    refused("1 service --file " + box.directory + "/unit --launcher X demo", name);
    assertThat(err.toString()).contains(reason);
  }

  private void make(String kind) throws Exception {
    box.sh("mkdir in; cd in; " + KINDS.get(kind));
  }

  /**
   * @param line the expected status, and a command line
   * @param argument in the place of X in it
   */
  private void refused(String line, String argument) throws Exception {
    String before = everything();
    int status = run(line, argument);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("ptictl: ")
        .doesNotContain("Exception", "unexpected", "null")
        .matches("\\P{Cntrl}{1,600}");
    assertThat(status).as(err.toString()).isEqualTo(line.charAt(0) - '0').isGreaterThan(0);
    assertThat(out.toString()).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  private int run(String line, String argument) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words =
        Stream.of(line.split(" "))
            .skip(1)
            .map(word -> word.equals("X") ? argument : word)
            .toArray(String[]::new);
    int status = Main.run(words, new PrintWriter(out), new PrintWriter(err));
    return status;
  }

  private String everything() throws Exception {
    return box.sh("find . -printf '%p %y %m %U %s %C@ %l\\n' | sort");
  }
}
