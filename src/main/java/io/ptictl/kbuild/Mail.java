package io.ptictl.kbuild;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * A mail as git-format-patch(1) writes it and git-am(1) reads it.
 *
 * @param number of the patch; 0 is the cover letter
 * @param title the subject, without what is in brackets
 * @param text all from the message on
 */
record Mail(int number, String title, String text) {
  /** How long git makes the name of a file, without its number and ending. */
  private static final int NAME_LENGTH = 52;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  /** The name of its file: number and title. */
  String fileName() {
    String words = title.replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^-|-$", "");
    String cut = words.substring(0, Math.min(words.length(), NAME_LENGTH)).replaceAll("[.-]+$", "");
    return String.format("%04d-%s.patch", number, number == 0 ? "cover-letter" : cut);
  }

  /**
   * The whole of it.
   *
   * @param count of the patches
   * @param signature after the last line
   */
  String content(int count, Author author, ZonedDateTime date, String signature) {
    return "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
        + ("From: " + phrase(author.name()) + " <" + author.mail() + ">\n")
        + ("Date: " + date.format(DATE))
        + ("\nSubject: [PATCH " + number + "/" + count + "] " + title + "\n")
        + "MIME-Version: 1.0\n"
        + "Content-Type: text/plain; charset=UTF-8\n"
        + "Content-Transfer-Encoding: 8bit\n\n"
        + text
        + ("-- \n" + signature + "\n\n");
  }

  /** A name as it may stand in a header: as it is, quoted or encoded (RFC 5322, RFC 2047). */
  private static String phrase(String name) {
    if (!name.chars().allMatch(c -> c < 0x80)) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
    if (name.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")) {
      return name;
    }
    return '"' + name.replaceAll("([\\\\\"])", "\\\\$1") + '"';
  }
}
