package io.ptictl.spec;

import org.jspecify.annotations.Nullable;

/**
 * A thread, or the only one of a process (struct task_struct). Credentials belong to it, not to its
 * process: a system call changes those of its caller; that C libraries make all threads of a
 * process call is theirs.
 *
 * @param id its number; that of its process if it is the leader
 * @param process the number of its process
 * @param memory the id of its memory
 * @param filtered has it a seccomp(2) filter, one that allows everything?
 * @param parent the number of the task that made it, or 0 if nobody here did, or lives
 */
public record Task(
    int id,
    int process,
    int memory,
    Credentials credentials,
    boolean noNewPrivileges,
    boolean filtered,
    int parent,
    @Nullable Tracer tracer,
    Activity activity) {

  /** Does it have the number of its process? */
  public boolean leader() {
    return id == process;
  }

  /** Can it act? */
  public boolean running() {
    return activity.equals(Activity.RUNNING);
  }

  Task withCredentials(Credentials other) {
    return new Task(
        id, process, memory, other, noNewPrivileges, filtered, parent, tracer, activity);
  }

  Task withMemory(int other) {
    return new Task(
        id, process, other, credentials, noNewPrivileges, filtered, parent, tracer, activity);
  }

  Task withNoNewPrivileges() {
    return new Task(id, process, memory, credentials, true, filtered, parent, tracer, activity);
  }

  Task withFilter() {
    return new Task(
        id, process, memory, credentials, noNewPrivileges, true, parent, tracer, activity);
  }

  Task withParent(int other) {
    return new Task(
        id, process, memory, credentials, noNewPrivileges, filtered, other, tracer, activity);
  }

  Task withTracer(@Nullable Tracer other) {
    return new Task(
        id, process, memory, credentials, noNewPrivileges, filtered, parent, other, activity);
  }

  Task withActivity(Activity other) {
    return new Task(
        id, process, memory, credentials, noNewPrivileges, filtered, parent, tracer, other);
  }

  /** The only thread of its process, as execve(2) leaves the one that calls it. */
  Task asLeader() {
    return new Task(
        process, process, memory, credentials, noNewPrivileges, filtered, parent, tracer, activity);
  }
}
