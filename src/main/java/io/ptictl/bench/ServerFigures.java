package io.ptictl.bench;

/**
 * All of one server in one leg.
 *
 * @param cpuMicros CPU time of all its processes and threads for one request, in microseconds of an
 *     emulated processor
 * @param perSecond requests per second
 * @param cr3Writes for one request
 */
public record ServerFigures(Rounds cpuMicros, Rounds perSecond, double cr3Writes) {}
