package io.exposuremonitor.job.engine;

/** The program's release. */
public final class Release {
  private Release() {}

  /** The version from the jar, or {@code development} when run from classes. */
  public static String version() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
