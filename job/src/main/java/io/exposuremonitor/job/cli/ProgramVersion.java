package io.exposuremonitor.job.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar says. */
final class ProgramVersion implements IVersionProvider {
  /** The version, or {@code development} when run from classes. */
  static String current() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"exposure-monitor " + current()};
  }
}
