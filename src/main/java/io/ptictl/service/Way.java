package io.ptictl.service;

import io.ptictl.report.Failure;
import java.util.Arrays;

/** How a service comes to run without isolation. */
public enum Way {
  /** The launcher starts the program, and becomes the service's user itself. */
  LAUNCHER("launcher"),
  /** The launcher starts the program as the service's user, with CAP_SYS_RAWIO for that moment. */
  CAPABILITY("capability"),
  /** Root opts the processes out once they run: they give up root's rights by themselves. */
  POST("post");

  private final String word;

  Way(String word) {
    this.word = word;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /**
   * The one of this word.
   *
   * @throws Failure (usage) if there is none
   */
  public static Way of(String word) {
    return Arrays.stream(values())
        .filter(way -> way.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> Failure.usage("--by " + word + ": must be launcher, capability or post"));
  }
}
