package io.ptictl.lab;

import io.ptictl.sys.Raw;
import io.ptictl.sys.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the frame that starts a command: {@code struct start} of guest/guest.h and its strings. */
final class StartFrame {
  private static final Terminal.Size USUAL_SIZE = new Terminal.Size(80, 24);

  private static final int TTY = 1;
  private static final int STDERR = 2;
  private static final int IDS = 4;
  private static final int AFFINITY = 8;

  private StartFrame() {}

  static Frame of(int session, Command c) {
    Ids ids = c.ids() == null ? Ids.of(0, 0) : c.ids();
    Terminal.Size size = c.terminal() == null ? USUAL_SIZE : c.terminal();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ints(
        out,
        flags(c),
        size.rows(),
        size.columns(),
        ids.uid(),
        ids.gid(),
        ids.groups().size(),
        (int) c.cpus(),
        (int) (c.cpus() >>> 32),
        c.argv().size(),
        c.environment().size());
    ids.groups().forEach(g -> ints(out, g));
    strings(out, List.of(c.directory()));
    strings(out, c.argv());
    strings(out, c.environment());
    return new Frame(FrameType.START, session, out.toByteArray());
  }

  private static int flags(Command c) {
    return flag(c.terminal(), TTY)
        | (c.stderrApart() ? STDERR : 0)
        | flag(c.ids(), IDS)
        | (c.cpus() != 0 ? AFFINITY : 0);
  }

  private static int flag(@Nullable Object given, int bit) {
    return given == null ? 0 : bit;
  }

  private static void ints(ByteArrayOutputStream out, int... numbers) {
    ByteBuffer b = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(numbers);
    out.writeBytes(b.array());
  }

  private static void strings(ByteArrayOutputStream out, List<String> raw) {
    for (String s : raw) {
      out.writeBytes(Raw.bytes(s));
      out.write(0);
    }
  }
}
