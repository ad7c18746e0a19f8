package io.ptictl.policy;

import io.ptictl.sys.Raw;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs that this system runs other programs or scripts with, to be compared by content: by
 * the build identity that a copy keeps even when stripped, or by size and SHA-256 where there is
 * none. Read once, when first needed. One thread at a time.
 */
final class KnownPrograms {
  private static @Nullable KnownPrograms ofThisSystem;

  private final Set<Path> seen = new HashSet<>();
  private final Map<String, Known> byBuildId = new HashMap<>();
  private final Map<Long, List<Known>> bySize = new HashMap<>();

  /** A program and how it is known. */
  private record Known(Path file, String how) {
    String of(Candidate candidate) {
      boolean itself = Raw.of(file.toString()).equals(candidate.path());
      return itself ? how : "the same program as " + file + ", " + how;
    }
  }

  private KnownPrograms() {}

  static synchronized KnownPrograms ofThisSystem() {
    KnownPrograms known = ofThisSystem;
    if (known == null) {
      known = new KnownPrograms();
      new InterpreterSources(known::add).all();
      ofThisSystem = known;
    }
    return known;
  }

  /** Only this one. */
  static KnownPrograms of(Path program) {
    KnownPrograms known = new KnownPrograms();
    known.add(program, "named");
    return known;
  }

  /** How this file is known, in words; null if it is not. */
  @Nullable String recognize(Candidate file) throws IOException {
    Elf elf = file.elf();
    Known known = elf == null || elf.buildId() == null ? null : byBuildId.get(elf.buildId());
    return known != null ? known.of(file) : sameContent(file);
  }

  private @Nullable String sameContent(Candidate file) throws IOException {
    for (Known known : bySize.getOrDefault(file.status().size(), List.of())) {
      try (FileChannel channel = FileChannel.open(known.file())) {
        if (Content.read(channel, Set.of()).sha256().equals(file.content().sha256())) {
          return known.of(file);
        }
      } catch (IOException _) {
        // Removed meanwhile: no longer a program of this system.
      }
    }
    return null;
  }

  /** What is not there, or no program, is not worth a word: it interprets nothing. */
  private void add(Path program, String how) {
    try {
      Path real = program.toRealPath();
      if (!seen.add(real) || !Files.isRegularFile(real)) {
        return;
      }
      try (FileChannel channel = FileChannel.open(real)) {
        Elf elf = Elf.read(channel);
        if (elf == null) {
          return;
        }
        Known known = new Known(real, how);
        if (elf.buildId() != null) {
          byBuildId.putIfAbsent(elf.buildId(), known);
        } else {
          bySize.computeIfAbsent(channel.size(), _ -> new ArrayList<>()).add(known);
        }
        if (elf.loader() != null) {
          add(Path.of(elf.loader()), "a loader of programs");
        }
      }
    } catch (IOException _) {
      // Not to be read.
    }
  }
}
