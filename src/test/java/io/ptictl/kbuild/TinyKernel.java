package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A source archive that is built by make(1) and gcc(1) within a second, a feature for it, and a
 * cache: everything a build needs, in one directory. The Makefile appends a line to the file {@code
 * builds} for each build and waits while there is a file {@code gate}.
 */
final class TinyKernel {
  private static final String MAKEFILE =
      """
      VERSION = 6
      PATCHLEVEL = 12
      SUBLEVEL = 7

      allnoconfig:
      \tcp $(KCONFIG_ALLCONFIG) .config
      olddefconfig:
      \tsed -i /CONFIG_REFUSED/d .config
      bzImage:
      \techo built >> @ROOT@/builds
      \twhile [ -e @ROOT@/gate ]; do sleep 0.02; done
      \tmkdir -p arch/x86/boot include/config
      \tgcc -o vmlinux main.c
      \tgzip -nc vmlinux > arch/x86/boot/bzImage
      \techo 6.12.7 > include/config/kernel.release
      """;

  private static final String HOOK =
      """
      --- a/main.c
      +++ b/main.c
      @@ -2,7 +2,7 @@
       #define WORDS
       int main(void)
       {
      -\treturn 1;
      +\treturn 0;
       }
       /* the end */
       #undef WORDS
      """;

  static final String MAIN =
      """
      /* one line */
      #define WORDS
      int main(void)
      {
      \treturn 1;
      }
      /* the end */
      #undef WORDS
      """;

  final Path root;

  TinyKernel(Path root) throws IOException, InterruptedException {
    this.root = root;
    write("linux/Makefile", MAKEFILE.replace("@ROOT@", root.toString()));
    write("linux/main.c", MAIN);
    pack();
    write("kernel/TESTED", "# a comment\n6.12.7-1\n");
    write("kernel/hooks/10-main.patch", HOOK);
    write("kernel/x86/arch/x86/mm/pti_optout.c", "int pti_optout;\n");
    write("kernel/config/10-base.config", "CONFIG_SMP=y\n# CONFIG_MODULES is not set\n");
    write("kernel/config/patched/90-optout.config", "CONFIG_X86_PTI_OPTOUT=y\n");
    write("kernel/config/debug/95-debug.config", "CONFIG_KASAN=y\n");
  }

  void pack() throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-cJf", archive().toString(), "-C", root.toString(), "linux")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Path archive() {
    return root.resolve("linux.tar.xz");
  }

  Path tree() {
    return root.resolve("linux");
  }

  Feature feature() {
    return new Feature(root.resolve("kernel"));
  }

  KernelCache cache() {
    return new KernelCache(root.resolve("cache"));
  }

  Kernels kernels(Consumer<String> notices) {
    return new Kernels(new SourceArchive(archive()), feature(), cache(), 0, notices);
  }

  int builds() throws IOException {
    Path file = root.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** What is in the cache besides locks and what is remembered. */
  List<String> cached() throws IOException {
    return Trees.entries(root.resolve("cache")).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> !name.endsWith(".lock") && !name.endsWith(".lines"))
        .filter(name -> !name.equals("source.sha256"))
        .toList();
  }
}
