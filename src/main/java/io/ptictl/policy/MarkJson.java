package io.ptictl.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ptictl.report.Json;
import io.ptictl.sys.Raw;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records of marks as JSON: files that people read as well. */
public final class MarkJson {
  /** Of this form; a reader refuses what a later version may mean otherwise. */
  private static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private MarkJson() {}

  /** The members of a record, in their order, without its version. */
  public static Map<String, @Nullable Object> members(Mark mark) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    String text = Raw.text(mark.path());
    members.put("path", text);
    if (!Raw.of(text).equals(mark.path())) {
      members.put("path-bytes", HexFormat.of().formatHex(Raw.bytes(mark.path())));
    }
    members.put("device", mark.deviceNumbers());
    members.put("inode", mark.inode());
    members.put("identity", mark.identity());
    members.put("size", mark.size());
    members.put("sha256", mark.sha256());
    members.put("package", mark.packageName());
    members.put("package-version", mark.packageVersion());
    members.put("time", mark.time().toString());
    members.put("by", mark.by());
    members.put("by-source", mark.bySource());
    members.put("waived", words(mark.waived()));
    return members;
  }

  static byte[] write(Mark mark) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("version", VERSION);
      members.putAll(members(mark));
      Json.print(out, members);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IOException also if the text is no record
   */
  static Mark read(byte[] text) throws IOException {
    try {
      return mark(parse(text));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Mark mark(Map<String, Object> members) throws IOException {
    if (!"1".equals(members.get("version"))) {
      throw new IOException("of version " + members.get("version") + ", not " + VERSION);
    }
    String[] device = required(members, "device").split(":");
    if (device.length != 2) {
      throw new IOException("no device: " + members.get("device"));
    }
    String bytes = optional(members, "path-bytes");
    String path = required(members, "path");
    return new Mark(
        bytes == null ? Raw.of(path) : Raw.of(HexFormat.of().parseHex(bytes)),
        Long.parseLong(device[0]) << 32 | Long.parseLong(device[1]),
        Long.parseLong(required(members, "inode")),
        optional(members, "identity"),
        Long.parseLong(required(members, "size")),
        required(members, "sha256"),
        optional(members, "package"),
        optional(members, "package-version"),
        Instant.parse(required(members, "time")),
        required(members, "by"),
        required(members, "by-source"),
        rules(members.get("waived")));
  }

  private static String required(Map<String, Object> members, String name) throws IOException {
    String value = optional(members, name);
    if (value == null) {
      throw new IOException("has no " + name);
    }
    return value;
  }

  private static @Nullable String optional(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  private static Set<Rule> rules(@Nullable Object words) throws IOException {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    if (!(words instanceof List<?> list)) {
      throw new IOException("has no waived");
    }
    for (Object word : list) {
      Rule rule = Rule.of(String.valueOf(word));
      if (rule == null) {
        throw new IOException("no rule " + word);
      }
      rules.add(rule);
    }
    return rules;
  }

  /** The names of rules, in the rules' order. */
  public static List<String> words(Set<Rule> rules) {
    return rules.stream().sorted().map(Rule::word).toList();
  }

  /** One flat object; numbers as text, null left out. */
  private static Map<String, Object> parse(byte[] text) throws IOException {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        switch (json.nextToken()) {
          case START_ARRAY -> members.put(name, array(json));
          case VALUE_STRING, VALUE_NUMBER_INT -> members.put(name, json.getText());
          case VALUE_NULL -> {}
          default -> throw new IOException("unexpected value of " + name);
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new IOException("cut off, or followed by more");
      }
    }
    return members;
  }

  private static List<String> array(JsonParser json) throws IOException {
    List<String> elements = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      elements.add(json.getText());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new IOException("unexpected element");
    }
    return elements;
  }
}
