package io.ptictl.estimate;

/**
 * What the kernel tells of processes in {@code /proc}, summed up.
 *
 * @param userSeconds CPU time in user code
 * @param systemSeconds CPU time in the kernel
 * @param switches of threads that are alive
 * @param readsAndWrites system calls of these two families; 0 where they are not to be seen
 * @param residentPages of 4 KiB
 */
record Usage(
    double userSeconds,
    double systemSeconds,
    long switches,
    long readsAndWrites,
    long residentPages) {
  static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  /** Since another time; memory as it is now. Never less than nothing, whoever has ended. */
  Usage since(Usage before) {
    return new Usage(
        Math.max(0, userSeconds - before.userSeconds),
        Math.max(0, systemSeconds - before.systemSeconds),
        Math.max(0, switches - before.switches),
        Math.max(0, readsAndWrites - before.readsAndWrites),
        residentPages);
  }

  Usage plus(Usage other) {
    return new Usage(
        userSeconds + other.userSeconds,
        systemSeconds + other.systemSeconds,
        switches + other.switches,
        readsAndWrites + other.readsAndWrites,
        residentPages + other.residentPages);
  }
}
