package io.ptictl.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the form of lsns(8): one object, named after its content, that holds an array. Values are
 * maps (in their order), collections, strings, numbers, booleans and null.
 */
public final class Json {
  private Json() {}

  /** Prints {@code {"name": [element, ...]}}. */
  public static void print(PrintWriter out, String name, Collection<?> elements) {
    print(out, Map.of(name, elements));
  }

  /** Prints one object whose members stand in the order of the map. */
  public static void print(PrintWriter out, Map<String, ?> object) {
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(lines);
      write(json, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Collection<?> elements -> {
        json.writeStartArray();
        for (Object element : elements) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> members -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
          json.writeFieldName(String.valueOf(member.getKey()));
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }
}
