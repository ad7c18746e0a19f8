package io.ptictl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void isOneObjectNamedAfterItsContent() {
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("pid", 12);
    process.put("command", "a\n\"b\"\u001b");
    process.put("unit", null);
    process.put("threads", Arrays.asList(1L, true, 0.5));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Json.print(out, "processes", List.of(process));
    out.print("still open");
    out.flush();
    assertThat(text.toString())
        .isEqualTo(
            """
            {
              "processes" : [
                {
                  "pid" : 12,
                  "command" : "a\\n\\"b\\"\\u001B",
                  "unit" : null,
                  "threads" : [
                    1,
                    true,
                    0.5
                  ]
                }
              ]
            }
            still open\
            """);
  }

  @Test
  void ofNothingIsAnEmptyArray() {
    StringWriter text = new StringWriter();
    Json.print(new PrintWriter(text), "processes", List.of());
    assertThat(text.toString()).isEqualTo("{\n  \"processes\" : [ ]\n}\n");
  }
}
