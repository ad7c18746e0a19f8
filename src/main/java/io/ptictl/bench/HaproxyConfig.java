package io.ptictl.bench;

/** haproxy's own configuration for the demo: a static answer on loopback. */
final class HaproxyConfig {
  private HaproxyConfig() {}

  /** No {@code user} line: it is started as haproxy already, by the launcher or by setpriv(1). */
  static String answering(int port) {
    return """
    global
      nbthread 1
    defaults
      mode http
      timeout client 30s
      timeout connect 30s
      timeout server 30s
    frontend demo
      bind 127.0.0.1:%d
      http-request return status 200 content-type text/plain string "ok\\n"
    """
        .formatted(port);
  }

  /** With children of haproxy's own: one run by protect, one a setuid program. */
  static String answeringWithChildren(int port) {
    return answering(port)
        + """
        program protected
          command %s -- sleep 100000
        program setuid
          command %s 100000
        """
            .formatted(GuestLauncher.PTI, DemoScripts.SETUID_SLEEP);
  }
}
