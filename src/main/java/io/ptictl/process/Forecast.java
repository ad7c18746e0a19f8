package io.ptictl.process;

import io.ptictl.spec.Action;
import io.ptictl.spec.Activity;
import io.ptictl.spec.Capability;
import io.ptictl.spec.CapabilitySet;
import io.ptictl.spec.Credentials;
import io.ptictl.spec.Event;
import io.ptictl.spec.Ids;
import io.ptictl.spec.Isolation;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Memory;
import io.ptictl.spec.Namespace;
import io.ptictl.spec.Observation;
import io.ptictl.spec.Program;
import io.ptictl.spec.Specification;
import io.ptictl.spec.Step;
import io.ptictl.spec.Task;
import io.ptictl.spec.Tracer;
import io.ptictl.spec.User;
import io.ptictl.spec.World;
import io.ptictl.sys.Capabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process would be after it has executed a program: what the specification says, to which
 * the kernel is held, of a world with such a process.
 */
final class Forecast {
  private static final int SELF = 1;
  private static final int TRACER = 2;

  private Forecast() {}

  /**
   * @param state what the caller is
   * @param tracer may the caller's tracer opt out? null if nobody traces it
   */
  static Isolation of(
      MachineState machine,
      Rights rights,
      Isolation state,
      @Nullable Boolean tracer,
      ProgramFile program) {
    Credentials has = credentials(rights);
    Credentials tracers = Boolean.FALSE.equals(tracer) ? Credentials.ORDINARY : Credentials.ROOT;
    Task self =
        new Task(
            SELF,
            SELF,
            SELF,
            has,
            rights.noNewPrivileges(),
            false,
            TRACER,
            tracer == null ? null : new Tracer(TRACER, tracers),
            Activity.RUNNING);
    Task other = new Task(TRACER, TRACER, TRACER, tracers, false, false, 0, null, Activity.RUNNING);
    World world =
        new World(
            machine(machine),
            List.of(self, other),
            List.of(
                new Memory(SELF, state, true, has.namespace()),
                new Memory(TRACER, Isolation.ON, true, Namespace.INITIAL)),
            List.of(),
            TRACER + 1);
    Step step =
        Specification.step(world, new Event(SELF, new Action.Execute(program(program, rights))));
    return Observation.of(step.world(), step.world().task(SELF)).state();
  }

  private static Machine machine(MachineState machine) {
    return new Machine(
        machine.isolating()
            ? Machine.Use.IN_USE
            : Boolean.FALSE.equals(machine.affected())
                ? Machine.Use.NOT_AFFECTED
                : Machine.Use.OFF_AT_BOOT,
        machine.allowed(),
        machine.lockedDown() ? Machine.Lockdown.CONFIDENTIALITY : Machine.Lockdown.NONE);
  }

  /**
   * The specification has three users; which of them decides nothing but who is root and who same.
   */
  private static Credentials credentials(Rights rights) {
    int real = rights.user() == 0 ? User.ROOT : User.USER;
    int effective = rights.effectiveUser() == 0 ? User.ROOT : User.USER;
    int group = rights.group() == 0 ? User.ROOT : User.USER;
    return new Credentials(
        new Ids(real, effective, effective, effective),
        Ids.all(group),
        set(rights.permitted()),
        set(rights.effective()),
        CapabilitySet.NONE,
        CapabilitySet.NONE,
        set(rights.bounding()),
        false,
        Boolean.FALSE.equals(rights.initialNamespace())
            ? new Namespace(1, effective)
            : Namespace.INITIAL);
  }

  private static CapabilitySet set(long bits) {
    CapabilitySet set = CapabilitySet.NONE;
    for (Capability each : Capability.values()) {
      if (Rights.has(bits, each.number())) {
        set = set.or(CapabilitySet.of(each));
      }
    }
    return set;
  }

  /** The program of the specification that execve would treat like this file. */
  private static Program program(ProgramFile file, Rights rights) {
    if (file.interpreter() != null) {
      return Program.SCRIPT;
    }
    if (file.marked()) {
      return file.nosuid()
          ? Program.MARKED_NOSUID
          : file.capability().effective() ? Program.MARKED_EFFECTIVE : Program.MARKED;
    }
    if (MarkCauses.domain(file, rights, UserNames.none()) == null) {
      return Program.PLAIN;
    }
    if (file.status().setuid()) {
      return file.status().uid() == 0 ? Program.SETUID_ROOT : Program.SETUID;
    }
    if (file.status().setgid()) {
      return Program.SETGID;
    }
    return file.capability().permits(Capabilities.SYS_RAWIO) ? Program.RAWIO : Program.CAPABLE;
  }
}
