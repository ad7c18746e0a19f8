package io.ptictl.lab;

import io.ptictl.report.Failure;
import io.ptictl.sys.Raw;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How this process was called, as {@link Raw} strings: the JVM mangles what is not UTF-8. */
public final class Invocation {
  private static final Path SELF = Path.of("/proc/self");

  private Invocation() {}

  /**
   * The last arguments of this process, in bytes.
   *
   * @param n how many
   */
  public static List<String> lastArguments(int n) {
    List<String> all = strings("cmdline");
    return all.subList(all.size() - n, all.size());
  }

  /**
   * Arguments as they were given, which the JVM decodes by the locale and cannot always give back.
   *
   * @param texts as the JVM gave them
   */
  public static List<String> rawArguments(List<String> texts) {
    if (texts.stream().allMatch(text -> text.chars().allMatch(c -> c < 0x80))) {
      return texts;
    }
    Charset locale = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    List<String> given = new ArrayList<>(strings("cmdline"));
    List<String> raw = new ArrayList<>();
    for (String text : texts) {
      String bytes =
          given.stream()
              .filter(each -> new String(Raw.bytes(each), locale).equals(text))
              .findFirst()
              .orElseGet(() -> Raw.of(text));
      given.remove(bytes);
      raw.add(bytes);
    }
    return raw;
  }

  /** The environment this process was started with, in its order. */
  public static List<String> environment() {
    return strings("environ");
  }

  /** The directory it runs in. */
  public static String directory() {
    return Raw.of(System.getProperty("user.dir", "/"));
  }

  /**
   * Was standard input open when this process began? If not, a file that the JVM opened for itself
   * may have its number.
   */
  static boolean hasStandardInput() {
    try {
      Path file = Files.readSymbolicLink(SELF.resolve("fd/0"));
      Stream<Path> ofTheJvm =
          Stream.of(
              property("java.home").resolve("lib/modules"),
              property("java.class.path"),
              property("ptictl.home").resolve("build/lib/ptictl.aot"));
      return ofTheJvm.noneMatch(file::equals);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name, ""));
  }

  private static List<String> strings(String file) {
    try {
      String all = Files.readString(SELF.resolve(file), StandardCharsets.ISO_8859_1);
      return all.isEmpty()
          ? List.of()
          : List.of(all.substring(0, all.length() - 1).split("\0", -1));
    } catch (IOException e) {
      throw new Failure(3, "/proc: not mounted; mount it", e);
    }
  }
}
