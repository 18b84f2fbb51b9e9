package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the settings that {@code --config} names. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * The settings in a file.
   *
   * @param now the moment that "now" means as a start
   * @param command whose user is told of mistakes
   */
  static RunSettings read(Path config, Instant now, CommandLine command) throws IOException {
    try {
      return RunSettings.ofFile(config.toString(), Files.readString(config), now);
    } catch (NoSuchFileException missing) {
      throw new ParameterException(command, "no such file: " + config, missing);
    } catch (SettingsException mistakes) {
      throw new ParameterException(command, mistakes.getMessage(), mistakes);
    }
  }
}
