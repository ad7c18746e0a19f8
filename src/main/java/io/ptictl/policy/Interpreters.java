package io.ptictl.policy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Programs that run what their caller names. Told by content, not by name: either the file is, or
 * is a copy of, a program that this system uses as one ({@link KnownPrograms}), or it contains what
 * a family of them cannot do without.
 */
final class Interpreters {
  /**
   * Texts of which a program that contains all is of that family: variables that the language's
   * users rely on, or the function that begins its main program. A program that only embeds the
   * language (haproxy Lua, vim Python) has them in a library, or has them not.
   */
  private static final Map<String, List<List<String>>> FAMILIES = families();

  /** All of those. */
  static final Set<String> TEXTS = texts();

  private Interpreters() {}

  /** What is wrong, or null. */
  static @Nullable String check(Candidate file) throws IOException {
    String known = KnownPrograms.ofThisSystem().recognize(file);
    if (known != null) {
      return known;
    }
    Set<String> texts = file.content().texts();
    for (var family : FAMILIES.entrySet()) {
      for (List<String> all : family.getValue()) {
        if (texts.containsAll(all)) {
          return "its content is that of " + family.getKey();
        }
      }
    }
    return null;
  }

  /** The processor this program runs on, as ELF numbers it. */
  static int thisMachine() throws IOException {
    try (FileChannel self = FileChannel.open(Path.of("/proc/self/exe"))) {
      Elf elf = Elf.read(self);
      return elf == null ? 0 : elf.machine();
    }
  }

  private static Map<String, List<List<String>>> families() {
    Map<String, List<List<String>>> families = new LinkedHashMap<>();
    // POSIX: what the shell sets; what awk sets.
    families.put("a shell", List.of(List.of("OPTIND", "PS4", "PPID")));
    families.put("awk", List.of(List.of("SUBSEP", "RSTART", "RLENGTH")));
    families.put("Python", List.of(List.of("Py_BytesMain"), List.of("Py_Main")));
    families.put("Perl", List.of(List.of("PERL5OPT")));
    families.put("Ruby", List.of(List.of("RUBYOPT"), List.of("ruby_run_node")));
    families.put("Lua", List.of(List.of("LUA_INIT")));
    families.put("PHP", List.of(List.of("PHP_INI_SCAN_DIR")));
    families.put("Java", List.of(List.of("JLI_Launch")));
    families.put("Node.js", List.of(List.of("NODE_OPTIONS"), List.of("_ZN4node5StartEiPPc")));
    families.put("Tcl", List.of(List.of("Tcl_MainEx"), List.of("Tcl_Main")));
    families.put("Guile", List.of(List.of("scm_shell")));
    families.put("R", List.of(List.of("Rf_mainloop")));
    families.put(".NET", List.of(List.of("hostfxr_main"), List.of("mono_main")));
    families.put("Erlang", List.of(List.of("erl_start")));
    families.put("Emacs", List.of(List.of("EMACSLOADPATH")));
    families.put("Vim", List.of(List.of("VIMRUNTIME")));
    families.put("BusyBox", List.of(List.of("BusyBox v")));
    families.put("an emulator of other machines", List.of(List.of("QEMU_LD_PREFIX")));
    // What "ld.so PROGRAM" knows, of glibc and of musl.
    families.put(
        "a program loader",
        List.of(List.of("--inhibit-cache"), List.of("Dynamic Program Loader", "--library-path")));
    return families;
  }

  private static Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    FAMILIES.values().forEach(ways -> ways.forEach(texts::addAll));
    return Set.copyOf(texts);
  }
}
