package io.ptictl.kbuild;

import java.io.IOException;

/** A series for {@link TinyKernel}: three steps, with files that grow. */
final class TinySeries {
  static final String MAKEFILE = "obj-y\t+= state.o\nobj-y\t+= mark.o\n";

  static final String STATE =
      """
      #include "internal.h"
      #include "mark.h"

      #ifdef CONFIG_TINY_RECORD
      int record;
      #else
      int none;
      #endif

      int state(void)
      {
      \ttiny_mark(1,
      \t\t  2);
      \treturn 0;
      }
      """;

  static final String INTERNAL =
      """
      #ifdef CONFIG_TINY
      /* state.c: the state */
      int state(void);

      /* mark.c: the mark */
      #ifdef CONFIG_SMP
      void tiny_mark(int a, int b);
      #endif

      #else
      /* mark.c */
      static inline void tiny_mark(int a, int b) { }
      #endif
      """;

  static final String KCONFIG =
      """
      config TINY
      \tbool "Tiny"

      config TINY_RECORD
      \tbool "Record"
      \thelp
      \t  Records, and says é.
      """;

  static final String IGNORED = "# not sources\nbuilt\n";

  private TinySeries() {}

  /** Adds it. */
  static TinyKernel of(TinyKernel tiny) throws IOException {
    tiny.write(
        "kernel/hooks/20-more.patch",
        "--- a/main.c\n+++ b/main.c\n@@ -1,2 +1,3 @@\n"
            + " /* one line */\n+/* and another */\n #define WORDS\n");
    tiny.write("kernel/common/tiny/Makefile", MAKEFILE);
    tiny.write("kernel/common/tiny/Kconfig", KCONFIG);
    tiny.write("kernel/common/tiny/state.c", STATE);
    tiny.write("kernel/common/tiny/internal.h", INTERNAL);
    tiny.write("kernel/common/tiny/mark.c", "int mark;\n");
    tiny.write("kernel/common/tiny/mark.h", "#define MARK\n");
    tiny.write("kernel/selftests/test.c", "int test;\n");
    tiny.write("kernel/selftests/.gitignore", IGNORED);
    tiny.write("kernel/selftests/built", "left by make \n");
    tiny.write("kernel/series/0-cover", "Title: tiny: All of it\n\nIn short.\n");
    tiny.write(
        "kernel/series/1-state",
        "Title: tiny: Have a state\nFiles: tiny/Makefile tiny/Kconfig\n tiny/state.c"
            + " tiny/internal.h\nOptions: TINY\n\nWhat and why.\n");
    tiny.write(
        "kernel/series/2-mark",
        "Title: tiny: Mark it, at last!\nFiles: tiny/mark.c tiny/mark.h"
            + " arch/x86/mm/pti_optout.c\nOptions: TINY_RECORD\nCalls: tiny_mark\n\nMark.\n");
    tiny.write("kernel/series/3-test", "Title: tiny: Test\nFiles: tools/testing/\n\nTest.\n");
    return tiny;
  }
}
