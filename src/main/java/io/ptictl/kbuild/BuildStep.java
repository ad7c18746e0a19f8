package io.ptictl.kbuild;

/** The steps of a build, in order, each with the seconds it takes on two idle cores. */
enum BuildStep {
  UNPACK("unpacking the source", 8),
  PATCH("applying the feature", 1),
  CONFIGURE("configuring", 9),
  COMPILE("compiling the kernel", 285),
  STORE("storing the kernel", 2);

  private final String words;
  private final int seconds;

  BuildStep(String words, int seconds) {
    this.words = words;
    this.seconds = seconds;
  }

  String words() {
    return words;
  }

  /** What part of the whole work is done when this part of the step is. */
  double share(double ofStep) {
    double before = 0;
    double all = 0;
    for (BuildStep step : values()) {
      all += step.seconds;
      if (step.ordinal() < ordinal()) {
        before += step.seconds;
      }
    }
    return (before + seconds * ofStep) / all;
  }
}
