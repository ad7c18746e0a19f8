package io.ptictl.spec;

import static io.ptictl.spec.ErrorCode.EACCES;
import static io.ptictl.spec.ErrorCode.EPERM;

/**
 * What changes the whole machine, one way (DESIGN 3.8 and 3.3): kernel/pti_optout/switch.c and
 * security/lockdown/lockdown.c.
 */
final class MachineWide {
  private MachineWide() {}

  /** A sysctl is its owner's by effective user id, whatever capabilities say. */
  static Step set(World world, Task caller, boolean on) {
    if (caller.credentials().user().effective() != User.ROOT) {
      return Step.refused(world, EACCES, Rule.LINUX_REFUSES);
    }
    if (on) {
      return world.machine().switchedOn()
          ? Step.done(world, Rule.SAME_STATE)
          : Step.refused(world, EPERM, Rule.ONE_WAY);
    }
    World isolated =
        world
            .with(world.machine().withSwitchOff())
            .withMemories(each -> each.state().optedOut() ? each.withState(Isolation.ON) : each);
    return Step.done(isolated, Rule.REVOKED);
  }

  static Step lockDown(World world, Task caller, Machine.Lockdown level) {
    Credentials has = caller.credentials();
    if (has.user().fs() != User.ROOT && !has.can(Capability.DAC_OVERRIDE, Namespace.INITIAL)) {
      return Step.refused(world, EACCES, Rule.LINUX_REFUSES);
    }
    if (level.compareTo(world.machine().lockdown()) <= 0) {
      return Step.refused(world, EPERM, Rule.LINUX_REFUSES);
    }
    return Step.done(world.with(world.machine().withLockdown(level)), Rule.LOCKDOWN_KEEPS);
  }
}
