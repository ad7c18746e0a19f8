package io.ptictl.bench;

/**
 * All of one benchmark in one leg.
 *
 * @param counted by a clock that counts instructions
 * @param watched in the same run
 * @param nanoseconds of one round, one median for each repetition; of an emulated processor
 */
public record BenchFigures(Measured counted, Watched watched, Rounds nanoseconds) {}
