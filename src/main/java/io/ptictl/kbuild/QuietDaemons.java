package io.ptictl.kbuild;

/**
 * Installing a package that brings a daemon (haproxy) must not start it on the user's machine, now
 * or at the next boot. A shell does it, since it goes on if this JVM is killed.
 */
final class QuietDaemons {
  /** What the shell is called, by which its policy knows whether it is still at work. */
  static final String NAME = "ptictl-apt-get-install";

  /**
   * Installs the packages that are its arguments. Meanwhile policy-rc.d(8) forbids to start
   * services, unless the administrator has one of his own. Afterwards services that were not there
   * before are disabled.
   */
  static final String SCRIPT =
      """
      policy=/usr/sbin/policy-rc.d
      made=
      before=$(mktemp) && after=$(mktemp) || exit 1
      leave() { rm -f "$before" "$after"; if [ "$made" ]; then rm -f "$policy"; fi; }
      exec 9>/run/lock/ptictl-apt-get && flock 9 || exit 1
      trap leave EXIT
      trap : INT TERM
      trap '' HUP
      units() {
        find /lib/systemd/system /usr/lib/systemd/system -name '*.service' \\
          -printf '%f\\n' 2>/dev/null | sort -u
      }
      if [ ! -e "$policy" ] && [ ! -L "$policy" ] || grep -qs '^# ptictl:' "$policy"; then
        made=1
        cat >"$policy" <<EOF
      #!/bin/sh
      # ptictl: starts no service while ptictl installs packages; holds only as long as that runs.
      grep -qs ptictl-apt-get-install /proc/$$/cmdline && exit 101
      exit 0
      EOF
        chmod 755 "$policy"
      fi
      units >"$before"
      apt-get install --yes --quiet=2 --no-install-recommends -o DPkg::Lock::Timeout=300 \\
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" </dev/null 9>&-
      status=$?
      units >"$after"
      for unit in $(comm -13 "$before" "$after"); do
        case $unit in *@.service) continue ;; esac
        if command -v systemctl >/dev/null; then
          systemctl disable --quiet "$unit"
        else
          update-rc.d "${unit%.service}" disable
        fi >/dev/null 2>&1
      done
      exit "$status"
      """;

  private QuietDaemons() {}
}
