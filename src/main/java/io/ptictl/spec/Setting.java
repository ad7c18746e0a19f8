package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EBUSY;
import static io.ptictl.spec.ErrorCode.EINVAL;
import static io.ptictl.spec.ErrorCode.ENXIO;
import static io.ptictl.spec.ErrorCode.EPERM;
import static io.ptictl.spec.ErrorCode.ERANGE;

import org.jspecify.annotations.Nullable;

/**
 * Setting the state (DESIGN 3.2 and 3.3). The first reason that holds is the error, in the order of
 * section 3: bad value, isolation not in use, no capability, switched off, locked down, no access,
 * forced, memory shared or being written to, traced. Kernel: kernel/pti_optout/control.c.
 */
final class Setting {
  private final World world;
  private final Task caller;
  private final Task target;
  private final Memory memory;
  private final Request request;
  private final @Nullable Credentials opener;

  private Setting(
      World world, Task caller, Task target, Request request, @Nullable Credentials opener) {
    this.world = world;
    this.caller = caller;
    this.target = target;
    this.memory = world.memoryOf(target);
    this.request = request;
    this.opener = opener;
  }

  /** By a system call, for the caller's own process. */
  static Step own(World world, Task caller, Action.SetState.Way way, Request request) {
    if (request == Request.INVALID && way == Action.SetState.Way.PRCTL) {
      return Step.refused(world, ERANGE, Rule.INVALID_VALUE);
    }
    return new Setting(world, caller, caller, request, null).step();
  }

  /** By /proc/PID/page_table_isolation of any process, opened by somebody. */
  static Step byFile(World world, Task writer, int process, Request request, Credentials opener) {
    return new Setting(world, writer, world.task(process), request, opener).step();
  }

  private Step step() {
    if (request == Request.INVALID) {
      return Step.refused(world, EINVAL, Rule.INVALID_VALUE);
    }
    if (request.optsOut()) {
      return narrows() ? change(Rule.NARROWED) : optOut();
    }
    return isolate();
  }

  private boolean ofAnother() {
    return caller.process() != target.process();
  }

  /** One's own OFF to OFF_NOEXEC; to isolation it is {@link #isolate()}. */
  private boolean narrows() {
    return !ofAnother()
        && world.optedOut(memory)
        && memory.state() == Isolation.OFF
        && request == Request.OFF_NOEXEC;
  }

  private Step optOut() {
    if (!world.machine().inUse()) {
      return Step.refused(world, ENXIO, Rule.NOTHING_TO_OPT_OUT_OF);
    }
    Rule missing = missingCapability();
    if (missing != null) {
      return Step.refused(world, EPERM, missing);
    }
    if (!world.machine().switchedOn()) {
      return Step.refused(world, EPERM, Rule.SWITCHED_OFF);
    }
    if (world.machine().lockedDown()) {
      return Step.refused(world, EPERM, Rule.LOCKED_DOWN);
    }
    if (ofAnother() && !mayAttach()) {
      return Step.refused(world, EPERM, Rule.NO_ACCESS);
    }
    if (memory.state() == Isolation.FORCED) {
      return Step.refused(world, EPERM, Rule.FORCED_IS_FOR_EVER);
    }
    if (memory.state() == request.state()) {
      return Step.done(world, Rule.SAME_STATE);
    }
    if (world.sharedBeyond(target.process(), memory.id())) {
      return Step.refused(world, EBUSY, Rule.MEMORY_SHARED);
    }
    if (world.beingWritten(memory.id())) {
      return Step.refused(world, EBUSY, Rule.WRITER_AT_WORK);
    }
    if (Tracing.tracedWithoutCapability(world, target.process())) {
      return Step.refused(world, EPERM, Rule.TRACED);
    }
    return change(Rule.GRANTED);
  }

  /** To ask for isolation needs nothing in one's own process, and both rights in another. */
  private Step isolate() {
    if (ofAnother()) {
      Rule missing = missingCapability();
      if (missing != null) {
        return Step.refused(world, EPERM, missing);
      }
      if (!mayAttach()) {
        return Step.refused(world, EPERM, Rule.NO_ACCESS);
      }
    }
    if (!world.machine().inUse()) {
      return Step.done(world, Rule.NOTHING_TO_SWITCH);
    }
    if (memory.state() == Isolation.FORCED) {
      return Step.done(world, Rule.FORCED_IS_ISOLATED);
    }
    if (memory.state() == request.state()) {
      return Step.done(world, Rule.SAME_STATE);
    }
    return change(Rule.ISOLATED);
  }

  private @Nullable Rule missingCapability() {
    if (!caller.credentials().mayOptOut()) {
      return Rule.CAPABILITY_MISSING;
    }
    return opener == null || opener.mayOptOut() ? null : Rule.OPENER_LACKS_CAPABILITY;
  }

  /** By file system credentials, of writer and opener. */
  private boolean mayAttach() {
    return Access.allowed(world, caller, caller.credentials(), target, Access.Ids.FILE_SYSTEM)
        && (opener == null
            || Access.allowed(world, caller, opener, target, Access.Ids.FILE_SYSTEM));
  }

  private Step change(Rule why) {
    return Step.done(world.with(memory.withState(request.state())), why);
  }
}
