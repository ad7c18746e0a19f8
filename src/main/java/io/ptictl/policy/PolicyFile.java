package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.Raw;
import io.ptictl.sys.RegularFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlInvalidTypeException;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** The file in which the administrator names what may run opted out. */
public final class PolicyFile {
  /** Where it is on a machine. */
  public static final Path FILE = Path.of("/etc/ptictl/policy.toml");

  private static final Set<String> KEYS = Set.of("unit", "user", "program", "accept");

  /** More than anybody writes by hand. */
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;

  private PolicyFile(Path file) {
    this.file = file;
  }

  /**
   * The policy of this machine, null if there is no such file.
   *
   * @throws Failure if it is not in order, or others than root can write to it
   */
  public static @Nullable Policy read() {
    return read(FILE);
  }

  /** The same of another file. */
  static @Nullable Policy read(Path file) {
    // Those who have none need not load what reads it.
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    PolicyFile policy = new PolicyFile(file);
    return policy.parse(policy.text());
  }

  /** Of a text in place of the file's. */
  public static Policy of(String text) {
    return new PolicyFile(FILE).parse(text);
  }

  private Policy parse(String text) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      var first = toml.errors().getFirst();
      throw wrong("line " + first.position().line() + ": " + first.getMessage());
    }
    try {
      for (String key : toml.keySet()) {
        if (!key.equals("allow")) {
          throw wrong("no key '" + key + "'; entries begin with [[allow]]");
        }
      }
      List<Policy.Entry> entries = new ArrayList<>();
      TomlArray allow = toml.getArray("allow");
      for (int i = 0; allow != null && i < allow.size(); i++) {
        entries.add(entry(allow.getTable(i), allow.inputPositionOf(i).line()));
      }
      return new Policy(entries);
    } catch (TomlInvalidTypeException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Policy.Entry entry(TomlTable table, int line) {
    for (String key : table.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(
            "line " + line + ": no key '" + key + "'; there are unit, user, program, accept");
      }
    }
    String unit = table.getString("unit");
    String user = table.getString("user");
    String program = table.getString("program");
    if (unit == null && user == null && program == null) {
      throw wrong(
          "line " + line + ": names neither unit, user nor program: it would be everything");
    }
    Set<Warning> accepted = EnumSet.noneOf(Warning.class);
    TomlArray words = table.getArray("accept");
    for (int i = 0; words != null && i < words.size(); i++) {
      Warning warning = Warning.of(words.getString(i));
      if (warning == null || warning == Warning.UNEXPECTED || warning == Warning.UNSEEN) {
        throw wrong("line " + line + ": no warning '" + words.getString(i) + "' to accept");
      }
      accepted.add(warning);
    }
    return new Policy.Entry(unit, user, program == null ? null : Raw.of(program), accepted);
  }

  private String text() {
    try (Located located = Located.find(Raw.of(file.toString()))) {
      String unsafe = located.writableByOthers();
      if (!located.status().isRegular()) {
        throw wrong(located.status().kind() + ", not a regular file");
      }
      if (unsafe == null && Located.isWritableByOthers(located.status())) {
        unsafe = located.path();
      }
      if (unsafe != null) {
        throw wrong(
            "not safe: others than root can write to "
                + Names.shown(unsafe)
                + "; mend its owner and mode");
      }
      try (RegularFile open = located.handle().open();
          var stream = Channels.newInputStream(open.channel())) {
        return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw wrong(IoReason.of(e));
    }
  }

  private Failure wrong(String what) {
    return Failure.failed(file + ": " + what);
  }
}
