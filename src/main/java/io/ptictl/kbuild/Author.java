package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signs the mails.
 *
 * @param name as it is written
 * @param mail the address
 */
public record Author(String name, String mail) {
  /** Nobody in particular. */
  static final Author DEVELOPERS = new Author("ptictl developers", "developers@ptictl.invalid");

  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>\\p{Cntrl}]*[^<>\\s\\p{Cntrl}])\\s*<([^<>\\s@]+@[^<>\\s@]+)>\\s*");

  /**
   * Reads {@code Name <mail>}.
   *
   * @throws Failure (usage) if it is not of that form
   */
  public static Author parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw Failure.usage("--from: '" + text + "' is not of the form 'Name <mail>'");
    }
    return new Author(form.group(1), form.group(2));
  }

  /** As git(1) would, or nobody in particular where it does not know one or is not there. */
  public static Author ofGit() {
    String name = config("user.name");
    String mail = config("user.email");
    Matcher form = FORM.matcher(name + " <" + mail + ">");
    return form.matches() ? new Author(form.group(1), form.group(2)) : DEVELOPERS;
  }

  private static String config(String key) {
    ProcessBuilder builder = new ProcessBuilder("git", "config", "--get", key);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        String first = lines.readLine();
        while (lines.readLine() != null) {
          // To its end, so that it need not die of SIGPIPE.
        }
        return first == null ? "" : first;
      }
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return name + " <" + mail + ">";
  }
}
