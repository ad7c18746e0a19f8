package io.ptictl.policy;

import io.ptictl.sys.FileCapability;
import io.ptictl.sys.FileStatus;
import io.ptictl.sys.FileSystem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rules that only look at what the file is; each says what is wrong, or null. */
final class Checks {
  private static final int I386 = 3;
  private static final int X86_64 = 62;

  private Checks() {}

  static @Nullable String elf(Candidate file) throws IOException {
    Elf elf = file.elf();
    if (elf == null) {
      return "not a program in ELF form";
    }
    int here = Interpreters.thisMachine();
    if (elf.machine() != here && !(here == X86_64 && elf.machine() == I386)) {
      return "a program for another machine";
    }
    if (elf.type() != Elf.EXECUTABLE && elf.type() != Elf.ANYWHERE || elf.entry() == 0) {
      return "ELF, but not a program";
    }
    return file.status().executable() ? null : "not executable by anybody";
  }

  static @Nullable String name(Candidate file) {
    return Names.hasControls(file.path()) ? "its name has control characters" : null;
  }

  static @Nullable String owner(Candidate file) {
    return file.status().uid() == 0 ? null : "owned by " + user(file.status());
  }

  static @Nullable String writable(Candidate file) {
    return writers(file.status());
  }

  static @Nullable String parents(Candidate file) {
    for (var directory : file.located().directories()) {
      FileStatus status = directory.getValue();
      String writers = writers(status);
      String wrong = status.uid() == 0 ? writers : "owned by " + user(status);
      if (wrong != null) {
        return Names.shown(directory.getKey()) + " is " + wrong;
      }
    }
    return null;
  }

  static @Nullable String setId(Candidate file) {
    if (file.status().setuid()) {
      return "setuid";
    }
    return file.status().setgid() ? "setgid" : null;
  }

  static @Nullable String links(Candidate file) {
    int others = file.status().links() - 1;
    return others > 0 ? others + " other name" + (others > 1 ? "s" : "") : null;
  }

  static @Nullable String effective(Candidate file) throws IOException {
    FileCapability capability = file.capability();
    return capability.effective() ? "its capabilities are effective (+e)" : null;
  }

  static @Nullable String writer(Candidate file) throws IOException {
    return Leases.broken(file.file());
  }

  static @Nullable String fileSystem(Candidate file) throws IOException {
    return FileSystemKind.wrong(file.fileSystem().magic());
  }

  static @Nullable String nosuid(Candidate file) throws IOException {
    FileSystem fileSystem = file.fileSystem();
    return fileSystem.nosuid() ? "mounted nosuid" : null;
  }

  private static @Nullable String writers(FileStatus status) {
    String end = status.sticky() ? " (the sticky bit does not help)" : "";
    if (status.worldWritable()) {
      return "writable by everybody" + end;
    }
    return status.groupWritable() ? "writable by its group" + end : null;
  }

  private static String user(FileStatus status) {
    return Who.name(status.uid());
  }
}
