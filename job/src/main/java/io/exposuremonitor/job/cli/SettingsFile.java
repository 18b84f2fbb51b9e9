package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the settings file given by {@code --config}. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * Reads the settings from a file.
   *
   * @param now the instant that "now" means as a start
   * @param command reports mistakes to the user
   */
  static RunSettings read(Path config, Instant now, CommandLine command) throws IOException {
    return read(config, command, file -> RunSettings.ofFile(file.name(), file.text(), now));
  }

  /** Reads the settings from a file that needs no inputs. */
  static RunSettings readWithoutInputs(Path config, Instant now, CommandLine command)
      throws IOException {
    return read(
        config, command, file -> RunSettings.ofFileWithoutInputs(file.name(), file.text(), now));
  }

  private static RunSettings read(
      Path config, CommandLine command, Function<TextFile, RunSettings> reading)
      throws IOException {
    TextFile file = new TextFiles(command.getCommandSpec()).read("--config", config);
    try {
      return reading.apply(file);
    } catch (SettingsException mistakes) {
      throw new ParameterException(command, mistakes.getMessage(), mistakes);
    }
  }
}
