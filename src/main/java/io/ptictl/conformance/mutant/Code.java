package io.ptictl.conformance.mutant;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Symbols and machine code, by nm(1) and objdump(1) of binutils. */
final class Code {
  private static final Pattern SYMBOL = Pattern.compile("([0-9a-f]{16}) (\\w) (\\S+)");
  private static final Pattern LINE = Pattern.compile(" *([0-9a-f]+):\\t(.*)");

  private Code() {}

  /** A symbol of a program, in the order of the addresses. */
  record Symbol(long address, String name) {}

  /** The symbols of an uncompressed kernel that stand for code. */
  static List<Symbol> symbols(Path vmlinux) {
    List<Symbol> symbols = new ArrayList<>();
    run(
        line -> {
          Matcher m = SYMBOL.matcher(line);
          if (m.matches() && m.group(2).equalsIgnoreCase("t")) {
            symbols.add(new Symbol(Long.parseUnsignedLong(m.group(1), 16), m.group(3)));
          }
        },
        "nm",
        "--numeric-sort",
        vmlinux.toString());
    return symbols;
  }

  /** Bytes as instructions, by address. */
  static NavigableMap<Long, Instruction> disassemble(byte[] bytes, long address) {
    try {
      Path file = Files.createTempFile("ptictl-code-", "");
      try {
        Files.write(file, bytes);
        return listed(
            "--disassemble-all",
            "--target=binary",
            "--architecture=i386:x86-64",
            "--adjust-vma=0x" + Long.toHexString(address),
            file.toString());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Failure(ExitStatus.NO, "objdump: " + e.getMessage(), e);
    }
  }

  /** A section of a program as instructions, by address. */
  static NavigableMap<Long, Instruction> section(Path vmlinux, String name) {
    return listed("--disassemble", "--section=" + name, vmlinux.toString());
  }

  private static NavigableMap<Long, Instruction> listed(String... arguments) {
    NavigableMap<Long, Instruction> code = new TreeMap<>(Long::compareUnsigned);
    List<String> command = new ArrayList<>(List.of("objdump", "--no-show-raw-insn"));
    command.addAll(List.of(arguments));
    run(
        line -> {
          Matcher m = LINE.matcher(line);
          if (m.matches()) {
            long at = Long.parseUnsignedLong(m.group(1), 16);
            String text = m.group(2).replaceAll("[#<].*", "").replaceAll("\\s+", " ").strip();
            code.put(at, new Instruction(at, text));
          }
        },
        command.toArray(String[]::new));
    return code;
  }

  private static void run(Consumer<String> onLine, String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(onLine);
      }
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.UNSUPPORTED,
          command[0] + ": cannot be executed; run apt-get install binutils",
          e);
    }
  }
}
