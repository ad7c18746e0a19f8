package io.ptictl.cli;

import org.jspecify.annotations.Nullable;

/**
 * One answer of {@code ptictl doctor}.
 *
 * @param name what was looked at
 * @param result how it is
 * @param detail what was found
 * @param remedy what to do about it, or null if there is nothing to be done
 */
record Check(String name, Result result, String detail, @Nullable String remedy) {
  /** How it is. */
  enum Result {
    /** As it should be. */
    OK("ok"),
    /** To be known; nothing is wrong. */
    NOTE("note"),
    /** The lab cannot do without it. */
    MISSING("missing");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** In tables and JSON. */
    String word() {
      return word;
    }
  }

  static Check ok(String name, String detail) {
    return new Check(name, Result.OK, detail, null);
  }

  static Check note(String name, String detail) {
    return new Check(name, Result.NOTE, detail, null);
  }

  static Check missing(String name, String detail, String remedy) {
    return new Check(name, Result.MISSING, detail, remedy);
  }
}
