package io.ptictl;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.TextPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md shows of the demo is what docs/renew wrote, as text and as picture. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)");
  private static final Path HOME = Path.of(System.getProperty("ptictl.home"));

  @Test
  void showsTheDemoAsItWasRun() throws IOException {
    List<String> demo = Files.readAllLines(HOME.resolve("docs/demo/demo.txt"));
    String block = "```\n" + String.join("\n", demo) + "\n```\n<!-- end of figures -->\n";
    assertThat(Files.readString(HOME.resolve("README.md"))).contains(block);
    assertThat(HOME.resolve("docs/demo/demo.svg")).hasContent(TextPicture.svg(demo));
  }

  @Test
  void linksToFilesThatAreThere() throws IOException {
    assertThat(Files.readString(HOME.resolve("README.md")).lines())
        .flatMap(line -> LINK.matcher(line).results().map(m -> m.group(1)).toList())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(HOME.resolve(link)).exists());
  }
}
