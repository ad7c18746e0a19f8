package io.ptictl.spec;

import java.util.stream.Collectors;

/**
 * What of a world the contract looks at, as text: worlds with the same text behave alike as far as
 * isolation goes, but for what Linux itself allows (which ids exactly, who is whose parent).
 * Exploring one world for each text keeps the worlds of three processes few.
 */
public final class Abstraction {
  private Abstraction() {}

  /** The tasks, in an order that does not depend on their numbers, and the open files. */
  public static String of(World world) {
    return world.tasks().stream()
            .map(task -> of(world, task))
            .sorted()
            .collect(Collectors.joining(" ", world.machine().switchedOn() ? "" : "off ", ""))
        + world.descriptors().stream().map(Abstraction::of).collect(Collectors.joining());
  }

  /**
   * State by its number, then letters: {@code C} has the capability, {@code c} can get it; {@code
   * E} its effective user is not its real one; {@code N} in a namespace of its own; {@code P}
   * no_new_privs; {@code T} no leader; {@code S} shares its memory with another process; {@code V}
   * waits in vfork; {@code W} is writing, {@code w} is being written to; {@code D} not dumpable;
   * {@code X}, {@code x} traced, by one who has or has not the capability.
   */
  static String of(World world, Task task) {
    Credentials has = task.credentials();
    Memory memory = world.memoryOf(task);
    Tracer tracer = task.tracer();
    boolean toGet = has.permitted().hasAny(CapabilitySet.TO_OPT_OUT);
    return memory.state().abi()
        + (has.mayOptOut() ? "C" : toGet ? "c" : "")
        + letter("U", has.user().real() != User.ROOT)
        + letter("p", has.effective().has(Capability.SYS_PTRACE))
        + letter("E", has.user().real() != has.user().effective())
        + letter("N", !has.namespace().initial())
        + letter("P", task.noNewPrivileges())
        + letter("T", !task.leader())
        + letter("S", world.sharedBeyond(task.process(), memory.id()))
        + letter("V", task.activity() instanceof Activity.AwaitingChild)
        + letter("W", task.activity() instanceof Activity.Writing)
        + letter("w", world.beingWritten(memory.id()))
        + letter("D", !memory.dumpable())
        + (tracer == null ? "" : world.task(tracer.task()).credentials().mayOptOut() ? "X" : "x");
  }

  private static String of(Descriptor file) {
    return " "
        + file.kind()
        + letter("C", file.opener().mayOptOut())
        + letter("u", !file.unchanged().isEmpty());
  }

  private static String letter(String letter, boolean holds) {
    return holds ? letter : "";
  }
}
