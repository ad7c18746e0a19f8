package io.ptictl.bench;

/**
 * What the emulator saw while a benchmark ran, divided by its rounds.
 *
 * @param cr3Writes by all processes
 * @param userCr3Writes of user page tables, which isolation alone loads: those of the process that
 *     runs the benchmark, or where the kernel does not tell which these are, of all
 * @param tlbFlushes of the whole TLB
 */
public record Watched(double cr3Writes, double userCr3Writes, double tlbFlushes) {}
