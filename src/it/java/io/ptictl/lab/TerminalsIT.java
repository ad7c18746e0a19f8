package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.sys.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands on a pseudo terminal of the guest. */
final class TerminalsIT {
  private static final Terminal.Size SIZE = new Terminal.Size(101, 33);

  @AutoClose private static Machine machine;

  private final Screen screen = new Screen();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeAll
  static void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  /** What was written, with a way to wait for a word of it. */
  private static final class Screen extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      bytes.write(b);
      notifyAll();
    }

    synchronized void await(String word) throws InterruptedException {
      while (!text().contains(word)) {
        wait();
      }
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private Session start(String script, boolean apart) throws InterruptedException {
    Command command = Command.shell(script).onTerminal(SIZE, apart);
    return machine.start(command, new Sinks(screen, errors));
  }

  @Test
  void isATerminalOfThatSize() throws InterruptedException {
    assertThat(start("stty size; tty; test -t 0 && test -t 1 && test -t 2", false).waitFor())
        .isZero();
    assertThat(screen.text()).matches("33 101\r\n/dev/pts/[0-9]+\r\n");
  }

  @Test
  void keepsStandardErrorApartIfAsked() throws InterruptedException {
    assertThat(start("echo out; echo err >&2; test -t 1 && ! test -t 2", true).waitFor()).isZero();
    assertThat(screen.text()).isEqualTo("out\r\n");
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
  }

  @Test
  void controlCIsASignal() throws Exception {
    Session session = start("echo ready; sleep 1000", false);
    screen.await("ready");
    session.input().write(3);
    assertThat(session.waitFor()).isEqualTo(128 + 2);
  }

  @Test
  void theEndOfInputIsControlD() throws Exception {
    Session session = start("stty -echo; echo ready; cat; echo over", false);
    screen.await("ready");
    session.input().write("line\n".getBytes(StandardCharsets.UTF_8));
    session.closeInput();
    assertThat(session.waitFor()).isZero();
    assertThat(screen.text()).isEqualTo("ready\r\nline\r\nover\r\n");
  }

  @Test
  void changesItsSize() throws Exception {
    Session session =
        start("trap 'stty size; exit 0' WINCH; echo ready; while :; do read x; done", false);
    screen.await("ready");
    session.resize(new Terminal.Size(90, 40));
    assertThat(session.waitFor()).isZero();
    assertThat(screen.text()).endsWith("40 90\r\n");
  }
}
