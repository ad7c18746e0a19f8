package io.ptictl.spec;

/**
 * One thing that happens.
 *
 * @param by the number of the task that does it
 */
public record Event(int by, Action action) {}
