package io.ptictl.bench;

/** The few lines of shell that the demo runs in its guests. */
final class DemoScripts {
  /** The setuid program that haproxy starts. */
  static final String SETUID_SLEEP = GuestLauncher.DIRECTORY + "/setuid-sleep";

  /** Arguments: {@link #SETUID_SLEEP}, a haproxy configuration, where to put it. */
  static final String PREPARE =
      """
      set -e
      cp /bin/sleep "$1"
      chmod 4755 "$1"
      printf %s "$2" > "$3"
      """;

  /**
   * Argument: the PID of a haproxy master. Prints "PID NAME" of each of its children once they are
   * the expected ones (the other arguments, in any order) and have been executed.
   */
  static final String CHILDREN =
      """
      master=$1
      shift
      tries=0
      while :; do
        found=
        list=
        for stat in /proc/[0-9]*/stat; do
          read -r pid name state ppid rest 2>/dev/null < "$stat" || continue
          [ "$ppid" = "$master" ] || continue
          found="$found $name"
          list="$list$pid $name
      "
        done
        all=yes
        for want; do
          case "$found " in *" ($want) "*) ;; *) all= ;; esac
        done
        if [ "$all" ]; then
          printf %s "$list"
          exit 0
        fi
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { echo "haproxy did not start; its children:$found" >&2; exit 1; }
        sleep 0.1
      done
      """;

  /** Arguments: a PID, then a generator and its arguments. Prints its output and the CPU time. */
  static final String MEASURE =
      """
      schedstat=/proc/$1/schedstat
      shift
      read -r before rest < "$schedstat"
      "$@" 2>&1 || exit
      read -r after rest < "$schedstat"
      echo "cpu $before $after"
      """;

  private DemoScripts() {}
}
