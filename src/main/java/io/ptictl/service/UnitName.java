package io.ptictl.service;

import io.ptictl.report.Failure;
import java.util.regex.Pattern;

/**
 * The name of a service.
 *
 * @param text with {@code .service}
 */
public record UnitName(String text) {
  private static final String ENDING = ".service";
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,247}");

  /**
   * As systemctl(1) takes it: the ending may be left away.
   *
   * @throws Failure (usage) if it is no service's name
   */
  public static UnitName of(String given) {
    String name = given.endsWith(ENDING) ? given : given + ENDING;
    if (!CHARACTERS.matcher(name).matches() || name.startsWith(".")) {
      throw Failure.usage("unit " + given + ": not a name of a service");
    }
    if (given.matches(".*\\.(socket|target|timer|mount|path|slice|scope|device|swap|automount)")) {
      throw Failure.usage("unit " + given + ": runs no program; name the service that it starts");
    }
    if (name.endsWith("@" + ENDING)) {
      throw Failure.usage(
          "unit "
              + given
              + ": a template; name one of its instances, "
              + name.replace("@", "@NAME"));
    }
    return new UnitName(name);
  }
}
