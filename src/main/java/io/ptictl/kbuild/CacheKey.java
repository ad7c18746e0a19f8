package io.ptictl.kbuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides what a kernel becomes, and its sum.
 *
 * @param parts what goes in (a file's path or a word) and its SHA-256 or value
 */
record CacheKey(SortedMap<String, String> parts) {
  /** To be raised when an entry made by an older ptictl is no longer what this one would make. */
  private static final String LAYOUT = "1";

  /**
   * Gathers the parts. For the unpatched variant the feature's files do not count.
   *
   * @param sourceSha256 of the source archive
   */
  static CacheKey of(Variant variant, Feature feature, String sourceSha256, Toolchain toolchain)
      throws IOException {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("layout", LAYOUT);
    parts.put("variant", variant.word());
    parts.put("source", sourceSha256);
    parts.put("compiler", toolchain.compiler());
    parts.put("linker", toolchain.linker());
    parts.put("make", String.join(" ", KernelBuilder.TARGETS));
    parts.putAll(BuildEnvironment.KBUILD);
    for (Path fragment : feature.fragments(variant)) {
      // With the directory's name, since both directories may have a file of one name.
      parts.put("config " + lastTwo(fragment), Digests.sha256(fragment));
    }
    if (variant.hasFeature()) {
      Feature built = feature.in(variant);
      for (Map.Entry<Path, Path> file : built.ownFiles().entrySet()) {
        parts.put("file " + file.getKey(), Digests.sha256(file.getValue()));
      }
      for (Path hook : built.hooks()) {
        // A mutant's hook may have the name of another one.
        String kind = hook.startsWith(built.mutants()) ? "mutant hook " : "hook ";
        parts.put(kind + hook.getFileName(), Digests.sha256(hook));
      }
    }
    return new CacheKey(parts);
  }

  /** The key of the same kernel with one more patch. */
  CacheKey with(Path patch) throws IOException {
    SortedMap<String, String> more = new TreeMap<>(parts);
    more.put("patch " + patch.getFileName(), Digests.sha256(patch));
    return new CacheKey(more);
  }

  /** The name of the cache entry: 64 hexadecimal digits. */
  String value() {
    StringBuilder text = new StringBuilder();
    parts.forEach((name, value) -> text.append(name).append('\0').append(value).append('\0'));
    return Digests.sha256(text.toString());
  }

  private static String lastTwo(Path file) {
    return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
  }
}
