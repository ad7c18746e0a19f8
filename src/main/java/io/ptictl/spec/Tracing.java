package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EPERM;

/** ptrace(2): attaching and PTRACE_TRACEME (DESIGN 3.7; kernel/ptrace.c). */
final class Tracing {
  private Tracing() {}

  static Step attach(World world, Task caller, int target) {
    Task traced = world.task(target);
    if (caller.process() == traced.process()) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    Rule rule = Access.why(world, caller, caller.credentials(), traced, Access.Ids.REAL);
    if (rule != Rule.ACCESS_ALLOWED) {
      return Step.refused(world, EPERM, rule);
    }
    if (traced.tracer() != null) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    Tracer tracer = new Tracer(caller.id(), caller.credentials());
    return Step.done(world.with(traced.withTracer(tracer)), rule);
  }

  /** The check is of the parent: it passes no ptrace_may_access(). */
  static Step traceMe(World world, Task caller) {
    Task parent = world.task(caller.parent());
    if (caller.tracer() != null || !covers(parent.credentials(), caller.credentials())) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    if (world.optedOut(caller) && !Access.mayEnter(world, parent, parent.credentials())) {
      return Step.refused(world, EPERM, Rule.TRACED_BY_PARENT_REFUSED);
    }
    Tracer tracer = new Tracer(parent.id(), caller.credentials());
    return Step.done(world.with(caller.withTracer(tracer)), Rule.ACCESS_ALLOWED);
  }

  /** cap_ptrace_traceme() in security/commoncap.c. */
  private static boolean covers(Credentials parent, Credentials child) {
    return parent.namespace().equals(child.namespace())
            && parent.permitted().hasAll(child.permitted())
        || parent.can(Capability.SYS_PTRACE, child.namespace());
  }

  /** Is any thread of the process traced by one who has not the capability? */
  static boolean tracedWithoutCapability(World world, int process) {
    return world.tasks().stream()
        .filter(each -> each.process() == process)
        .map(Task::tracer)
        .anyMatch(tracer -> tracer != null && !world.task(tracer.task()).credentials().mayOptOut());
  }
}
