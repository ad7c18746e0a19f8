package io.ptictl.conformance.mutant;

import io.ptictl.lab.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Looks at the entry code as it lies in a running machine's memory, with all alternatives applied,
 * for what no emulator shows: fences, serialization, and code that is not to be executed. In Bochs'
 * memory it cannot be seen, so what a CPU with PCID executes is looked at in the alternatives.
 */
final class Inspection {
  private static final String CHECK = "inspection";

  /** The kernel is mapped there from physical address 0 on (__START_KERNEL_map). */
  private static final long KERNEL_MAP = 0xffffffff80000000L;

  private static final String SYNC = "ipi_sync_core";
  private static final String SET_EXEC = "arch_pti_optout_set_exec";

  /** Where SWAPGS depends on where the CPU came from. */
  private static final List<String> CONDITIONAL = List.of("error_entry", "asm_exc_nmi");

  private final Machine machine;
  private final Path vmlinux;
  private final Place place;
  private final List<Finding> findings = new ArrayList<>();

  Inspection(Machine machine, Path vmlinux, Place place) {
    this.machine = machine;
    this.vmlinux = vmlinux;
    this.place = place;
  }

  List<Finding> run() {
    if (place != Place.ALLOWED && place != Place.SWITCHED_OFF) {
      return findings;
    }
    List<Code.Symbol> symbols = Code.symbols(vmlinux);
    long start = address(symbols, "__entry_text_start");
    long end = address(symbols, "__entry_text_end");
    NavigableMap<Long, Instruction> entry = read(start, end);
    if (place == Place.ALLOWED) {
      CONDITIONAL.stream()
          .flatMap(name -> parts(symbols, entry, name).map(code -> Map.entry(name, code)))
          .forEach(part -> requireFence(part.getKey(), part.getValue()));
      requireExitFence(entry);
      requireQuestion(entry);
      requireSerialization(symbols);
      requireAtomic(readAll(symbols, SET_EXEC));
      new Alternatives(Code.section(vmlinux, ".altinstr_replacement")).check(this::found);
    } else {
      requireUnasked(entry);
    }
    return findings;
  }

  private NavigableMap<Long, Instruction> read(long start, long end) {
    byte[] bytes = machine.memory(start - KERNEL_MAP, Math.toIntExact(end - start));
    return Code.disassemble(bytes, start);
  }

  /** One function. */
  private NavigableMap<Long, Instruction> readAll(List<Code.Symbol> symbols, String function) {
    long start = address(symbols, function);
    return read(start, next(symbols, new Code.Symbol(start, function)));
  }

  private static long address(List<Code.Symbol> symbols, String name) {
    return symbols.stream()
        .filter(symbol -> symbol.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no symbol " + name))
        .address();
  }

  /** From each symbol of that name up to the next symbol that is somewhere else. */
  private static Stream<NavigableMap<Long, Instruction>> parts(
      List<Code.Symbol> symbols, NavigableMap<Long, Instruction> code, String name) {
    return symbols.stream()
        .filter(symbol -> symbol.name().equals(name))
        .map(symbol -> code.subMap(symbol.address(), true, next(symbols, symbol), false));
  }

  private static long next(List<Code.Symbol> symbols, Code.Symbol symbol) {
    return symbols.stream()
        .mapToLong(Code.Symbol::address)
        .filter(address -> Long.compareUnsigned(address, symbol.address()) > 0)
        .findFirst()
        .orElseThrow();
  }

  /** Trap 1: the CR3 switch that follows does not serialize any more. */
  private void requireFence(String function, NavigableMap<Long, Instruction> code) {
    for (Instruction swapgs : code.values()) {
      if (swapgs.is("swapgs")) {
        Instruction next = nextOf(code, swapgs);
        boolean switches = next.is("jmp") || next.code().startsWith("mov %cr3");
        if (switches) {
          found("no fence between SWAPGS and the CR3 switch in " + function);
        }
      }
    }
  }

  /** Trap 3: the leg without a switch begins with a fence, unless it ends with IRET. */
  private void requireExitFence(NavigableMap<Long, Instruction> code) {
    boolean asks = false;
    for (Instruction compare : code.values()) {
      Instruction branch = nextOf(code, compare);
      if (asksForOptout(compare) && branch.is("jne")) {
        asks = true;
        Instruction there = code.get(branch.target().orElse(0));
        if (there == null || !there.is("lfence")) {
          found("no LFENCE where a system call's exit does not switch CR3");
        }
      }
    }
    if (!asks) {
      found("no exit of a system call asks whether to switch CR3");
    }
  }

  /** Point 1: CR3 is written only if it must. */
  private void requireQuestion(NavigableMap<Long, Instruction> code) {
    boolean asks = false;
    for (Instruction test : code.values()) {
      if (test.code().startsWith("bt $0xc,")) {
        asks = true;
        if (nextOf(code, test).target().isEmpty()) {
          found("an entry writes CR3 whatever is loaded");
        }
      }
    }
    if (!asks) {
      found("no entry asks whether to switch CR3");
    }
  }

  /** Trap 6: NX is changed while the CPU may set the accessed bit of the same entry. */
  private void requireAtomic(NavigableMap<Long, Instruction> code) {
    long sets = code.values().stream().filter(i -> i.code().startsWith("lock or")).count();
    long clears = code.values().stream().filter(i -> i.code().startsWith("lock and")).count();
    if (sets == 0 || clears == 0) {
      found("NX is not changed by atomic operations");
    }
  }

  /** Trap 2: a core that was interrupted by membarrier serializes. */
  private void requireSerialization(List<Code.Symbol> symbols) {
    NavigableMap<Long, Instruction> code = readAll(symbols, SYNC);
    Instruction at = code.firstEntry().getValue();
    for (int steps = 0; steps < code.size(); steps++) {
      if (at.is("serialize") || at.is("iretq")) {
        return;
      }
      OptionalLong target = at.is("jmp") ? at.target() : OptionalLong.empty();
      Map.Entry<Long, Instruction> next =
          target.isPresent() ? code.floorEntry(target.getAsLong()) : code.higherEntry(at.address());
      boolean leaves = target.isPresent() && (next == null || next.getKey() != target.getAsLong());
      if (at.is("ret") || leaves || next == null) {
        break;
      }
      at = next.getValue();
    }
    found("membarrier does not serialize: " + SYNC);
  }

  /** Point 10: where nobody may opt out nobody is asked. */
  private void requireUnasked(NavigableMap<Long, Instruction> code) {
    if (code.values().stream().anyMatch(Inspection::asksForOptout)) {
      found("the new entry code is executed though nobody may opt out");
    }
  }

  /** Is this the CPU's flag compared? In entry code nothing else of a CPU's is, as a byte. */
  private static boolean asksForOptout(Instruction instruction) {
    return instruction.code().startsWith("cmpb $0x0,%gs:");
  }

  private static Instruction nextOf(NavigableMap<Long, Instruction> code, Instruction instruction) {
    Map.Entry<Long, Instruction> next = code.higherEntry(instruction.address());
    while (next != null && next.getValue().isNop()) {
      next = code.higherEntry(next.getKey());
    }
    return next == null ? instruction : next.getValue();
  }

  private void found(String what) {
    Finding finding = new Finding(CHECK, what, "", place.words());
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }
}
