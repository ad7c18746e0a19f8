package io.ptictl.policy;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be thought of where a process runs opted out. */
public enum Warning {
  /** No entry of the policy file expects it. */
  UNEXPECTED("no entry of the policy file expects it"),
  /** Others can change what it executes next, or its files, as the same user. */
  SHARED_UID("isolated processes run as the same user"),
  /** Its program can be changed by others than root. */
  WRITABLE_PROGRAM("others than root can write to its program"),
  /** A library can be changed by others than root. */
  WRITABLE_LIBRARY("others than root can write to a library that it has mapped"),
  /** Memory that is both writable and executable. */
  WRITABLE_CODE("memory of it is writable and executable at once"),
  /** Code that was in no file. */
  JIT("it executes code that was in no file"),
  /** The loader was told by the environment to load something else. */
  PRELOAD("LD_PRELOAD and the like were in its environment"),
  /** It runs what it is told to. */
  INTERPRETER("its program runs what it is told to"),
  /** It can opt out, and reach the hardware, by itself. */
  RAWIO("an ordinary user's, with CAP_SYS_RAWIO"),
  /** Not everything could be looked at. */
  UNSEEN("it could not be looked at");

  private final String text;

  Warning(String text) {
    this.text = text;
  }

  /** In tables, JSON, and the policy file. */
  public String word() {
    return this == UNSEEN ? "?" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it says, as a clause. */
  public String text() {
    return text;
  }

  /** The one with that word, null if there is none. */
  public static @Nullable Warning of(String word) {
    return Arrays.stream(values()).filter(w -> w.word().equals(word)).findFirst().orElse(null);
  }
}
