package io.ptictl.spec;

/**
 * Who traces a task.
 *
 * @param task its number
 * @param credentials what execve asks for CAP_SYS_PTRACE (ptracer_cred in kernel/ptrace.c): those
 *     of the tracer when it attached, but of the traced itself after PTRACE_TRACEME
 */
public record Tracer(int task, Credentials credentials) {}
