package io.ptictl.lab;

import java.io.OutputStream;

/**
 * Where a command's output goes. The streams are written by one thread and not closed. One that
 * throws is written no more, and the command sees its reader gone (SIGPIPE).
 *
 * @param out for standard output, or the terminal
 * @param err for standard error
 */
public record Sinks(OutputStream out, OutputStream err) {}
