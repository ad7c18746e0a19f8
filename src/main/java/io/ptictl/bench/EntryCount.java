package io.ptictl.bench;

/**
 * How many instructions one way through the kernel takes.
 *
 * @param instructions the number most often counted
 * @param seen how many rounds counted just that
 * @param rounds how many there were; others met the tick, or work that was left for them
 */
public record EntryCount(long instructions, int seen, int rounds) {}
