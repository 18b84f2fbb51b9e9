package io.exposuremonitor.job.engine;

/** Which release of the program this is. */
public final class Release {
  private Release() {}

  /** The version, as the jar says, or {@code development} when run from classes. */
  public static String version() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
