package io.ptictl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code ptictl} itself: help, version, and the commands below it. */
@Command(
    name = "ptictl",
    description = {
      "Lets the program that a machine exists for run without kernel page-table isolation,"
          + " while everything else keeps it."
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "ptictl COMMAND [ARG...]",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {"", "ptictl help COMMAND, or ptictl COMMAND --help, says more about one of them."},
    versionProvider = Ptictl.Version.class,
    mixinStandardHelpOptions = true)
final class Ptictl {
  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Ptictl.class.getPackage().getImplementationVersion();
      return new String[] {"ptictl " + (version == null ? "(not packaged)" : version)};
    }
  }
}
