package io.ptictl.policy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Capabilities;
import io.ptictl.sys.FileCapability;
import io.ptictl.sys.HeldFile;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.Raw;
import io.ptictl.sys.RegularFile;
import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for marked files below a directory. Follows no symbolic link, and enters other file systems
 * but those whose files are none, such as {@code /proc}.
 */
public final class Scan {
  private final List<String> marked = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  private Scan() {}

  /**
   * Looks through a directory.
   *
   * @param path absolute, a {@link Raw} string
   * @throws Failure if it is no directory
   */
  public static Scan below(String path) {
    Scan scan = new Scan();
    try (Located located = Located.find(path)) {
      if (!located.status().isDirectory()) {
        String link = located.status().isSymbolicLink() ? "; name the directory itself" : "";
        throw Failure.failed(
            Names.shown(path)
                + ": "
                + located.status().kind()
                + ", not a directory to look through"
                + link);
      }
      Files.walkFileTree(toPath(located.path()), scan.new Visitor());
    } catch (IOException e) {
      throw Failure.failed(Names.shown(path) + ": " + IoReason.of(e));
    }
    return scan;
  }

  /** The paths of marked files, as {@link Raw} strings. */
  public List<String> marked() {
    return List.copyOf(marked);
  }

  /** The directories that could not be looked through, and why. */
  public List<String> unread() {
    return List.copyOf(unread);
  }

  private final class Visitor implements FileVisitor<Path> {
    private @Nullable Object device;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Object here = Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS);
      if (here.equals(device)) {
        return FileVisitResult.CONTINUE;
      }
      device = here;
      try (HeldFile held = HeldFile.at(toRaw(directory))) {
        return FileSystemKind.isOfTheKernel(held.fileSystem().magic())
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        look(toRaw(file));
      }
      return FileVisitResult.CONTINUE;
    }

    /** What is gone meanwhile is no longer there to be found. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        unread.add(Names.shown(toRaw(file)) + ": " + IoReason.of(e));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private void look(String path) {
    try {
      if (FileCapability.parse(RegularFile.capabilityAt(path)).permits(Capabilities.PAYLOAD)) {
        marked.add(path);
      }
    } catch (SystemCallException | IllegalArgumentException _) {
      // Gone, or capabilities that the kernel would not honour here.
    }
  }

  /** A Path keeps the bytes of a name that it cannot show as text, and gives them by its URI. */
  static String toRaw(Path path) {
    String text = path.toString();
    if (text.chars().allMatch(c -> c < 0x7f)) {
      return text;
    }
    String escaped = path.toUri().getRawPath();
    StringBuilder raw = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(escaped, i + 1, i + 3, 16);
        i += 2;
      }
      raw.append(c);
    }
    boolean slash = raw.length() > 1 && raw.charAt(raw.length() - 1) == '/';
    return slash ? raw.substring(0, raw.length() - 1) : raw.toString();
  }

  private static Path toPath(String raw) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : Raw.bytes(raw)) {
      uri.append(b == '/' ? "/" : "%%%02X".formatted(b & 0xff));
    }
    return Path.of(URI.create(uri.toString()));
  }
}
