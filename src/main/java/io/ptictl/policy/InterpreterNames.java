package io.ptictl.policy;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Under which names packages install programs that run others. A name makes no interpreter: it says
 * of which files of this system copies are looked for.
 */
final class InterpreterNames {
  /** Languages, with a version or without: python3.11, perl5.36.0, vim.basic. */
  private static final Pattern LANGUAGES =
      Pattern.compile(
          "((ba|da|z|k|mk|lk|pdk|c|tc|fi|a|ya|po)?sh|python|perl|ruby|php|lua|luajit|tclsh|wish"
              + "|guile|node|nodejs|java|jshell|js|qjs|deno|bun|julia|R|Rscript|ocaml|ghci|runghc"
              + "|erl|escript|beam\\.smp|elixir|racket|sbcl|clisp|gforth|octave|pypy|gjs|gawk|mawk"
              + "|nawk|awk|busybox|expect|gdb|lldb|make|m4|bc|ed|ex|vim|emacs|less|man|ssh|tmux"
              + "|screen|ld\\.so)[-0-9.]*(\\.(basic|tiny|nox|gtk3))?");

  /** Programs whose arguments are a command, or may name one. */
  private static final Set<String> WRAPPERS =
      Set.of(
          ("env nice nohup timeout stdbuf chroot setsid flock ionice chrt taskset uclampset choom"
               + " prlimit setpriv setarch unshare nsenter runuser su sudo doas pkexec runcon"
               + " newgrp sg login agetty switch_root capsh xargs find parallel watch script time"
               + " strace ltrace perf valgrind start-stop-daemon run-parts systemd-run"
               + " systemd-inhibit systemd-cat dbus-run-session ssh-agent ip logsave bwrap tini"
               + " dumb-init catatonit gosu numactl cgexec at batch crontab git rsync tar socat"
               + " xterm sqlite3 psql mysql ptictl nopti pti")
              .split(" "));

  private InterpreterNames() {}

  /** Has an interpreter of a language such a name? */
  static boolean isLanguage(String name) {
    return LANGUAGES.matcher(name).matches();
  }

  /** Has a program that runs another one such a name? */
  static boolean isWrapper(String name) {
    return WRAPPERS.contains(name);
  }
}
