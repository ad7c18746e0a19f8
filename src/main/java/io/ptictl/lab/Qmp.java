package io.ptictl.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** QEMU's control protocol (docs/interop/qmp-spec): one line of JSON each way. Thread-safe. */
final class Qmp implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final SocketChannel socket;
  private final BufferedReader in;
  private final OutputStream out;

  private Qmp(SocketChannel socket) {
    this.socket = socket;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.UTF_8));
    this.out = Channels.newOutputStream(socket);
  }

  static Qmp connect(Path path) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    Qmp qmp = new Qmp(socket);
    qmp.in.readLine(); // the greeting
    qmp.execute("qmp_capabilities", Map.of());
    return qmp;
  }

  /**
   * @return the answer if it is a string, else ""
   * @throws Failure if QEMU refuses
   */
  synchronized String execute(String command, Map<String, ?> arguments) throws IOException {
    out.write((request(command, arguments) + "\n").getBytes(StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String kind = kindOf(line);
      if (kind.equals("return")) {
        return stringIn(line, "return");
      }
      if (kind.equals("error")) {
        throw Failure.failed("QEMU refused " + command + ": " + stringIn(line, "desc"));
      }
    }
    throw new IOException("QEMU closed its control socket");
  }

  private static String request(String command, Map<String, ?> arguments) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator g = JSON.createGenerator(text)) {
      g.writeStartObject();
      g.writeStringField("execute", command);
      g.writeObjectFieldStart("arguments");
      for (Map.Entry<String, ?> e : arguments.entrySet()) {
        g.writeObjectField(e.getKey(), e.getValue());
      }
      g.writeEndObject();
      g.writeEndObject();
    }
    return text.toString();
  }

  /** The first key but a time stamp: return, error or event. */
  private static String kindOf(String line) throws IOException {
    try (JsonParser p = JSON.createParser(line)) {
      p.nextToken();
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        if (!p.currentName().equals("timestamp")) {
          return p.currentName();
        }
        p.nextToken();
        p.skipChildren();
      }
      return "";
    }
  }

  private static String stringIn(String line, String field) throws IOException {
    try (JsonParser p = JSON.createParser(line)) {
      for (JsonToken t = p.nextToken(); t != null; t = p.nextToken()) {
        if (t == JsonToken.VALUE_STRING && field.equals(p.currentName())) {
          return p.getText();
        }
      }
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
