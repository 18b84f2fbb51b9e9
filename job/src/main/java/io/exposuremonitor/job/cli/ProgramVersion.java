package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.engine.Release;
import picocli.CommandLine.IVersionProvider;

/** The program's version, read from its jar. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"exposure-monitor " + Release.version()};
  }
}
