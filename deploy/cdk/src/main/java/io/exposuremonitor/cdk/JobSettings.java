package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.PropertyGroups;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The job's settings: the operator's file, and values that only the deployment knows. The job's own
 * code reads and validates them, so no setting can appear here that the job does not have.
 *
 * <p>Resources of the deployment have no names before they are deployed. Until everything is
 * validated, an example of the same form represents each name.
 */
final class JobSettings {
  /** Limits of the service. */
  static final int MAX_GROUPS = 50;

  static final int MAX_PROPERTIES = 50;
  static final int LONGEST_VALUE = 2_048;

  private final SortedMap<String, SortedMap<String, String>> written = new TreeMap<>();
  private final Map<String, String> made = new LinkedHashMap<>();

  private JobSettings() {}

  /**
   * Starts with the operator's file.
   *
   * @param file YAML or properties, as for {@code run --config}; empty for none
   */
  static JobSettings of(String file) {
    JobSettings settings = new JobSettings();
    if (!file.isEmpty()) {
      try {
        PropertyGroups.ofFile(file, Files.readString(Path.of(file)))
            .groups()
            .forEach((group, values) -> settings.written.put(group, new TreeMap<>(values)));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return settings;
  }

  /** Sets a value unless the operator's file sets it. */
  void set(String section, String setting, String value) {
    // Names in a file are split at their last dot.
    String name = section + '.' + setting;
    int dot = name.lastIndexOf('.');
    written
        .computeIfAbsent(name.substring(0, dot), unset -> new TreeMap<>())
        .putIfAbsent(name.substring(dot + 1), value);
  }

  /**
   * Registers the value behind an example.
   *
   * @param example a text found nowhere else in the settings
   * @param real the value in the template
   */
  void stands(String example, String real) {
    made.put(example, real);
  }

  /** The text with every example replaced by its value. */
  String real(String text) {
    String result = text;
    for (Map.Entry<String, String> entry : made.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    return result;
  }

  /**
   * The settings as the job will read them, with examples.
   *
   * @throws SettingsException listing everything that the job or the service would reject
   */
  RunSettings check() {
    PropertyGroups groups = new PropertyGroups(written);
    List<String> mistakes = new ArrayList<>();
    if (groups.groups().size() > MAX_GROUPS) {
      mistakes.add("the service accepts at most " + MAX_GROUPS + " sections");
    }
    groups
        .groups()
        .forEach(
            (group, values) -> {
              if (values.size() > MAX_PROPERTIES) {
                mistakes.add(
                    group + ": the service accepts at most " + MAX_PROPERTIES + " settings");
              }
              values.forEach(
                  (key, value) -> {
                    if (value.length() > LONGEST_VALUE) {
                      mistakes.add(
                          group
                              + '.'
                              + key
                              + ": the service accepts at most "
                              + LONGEST_VALUE
                              + " characters");
                    }
                  });
            });
    RunSettings settings = RunSettings.ofPropertyGroups(groups.properties(), Instant.EPOCH);
    if (settings.metrics().port().isPresent()) {
      mistakes.add("metrics.port: ports can't be reached on the managed service");
    }
    settings
        .alerts()
        .forEach(route -> refuseVariable("alerts." + route.name() + ".key", route.key(), mistakes));
    settings
        .metrics()
        .remoteWrite()
        .ifPresent(
            options ->
                options
                    .headers()
                    .values()
                    .forEach(
                        value -> refuseVariable("metrics.remote-write.headers", value, mistakes)));
    if (!mistakes.isEmpty()) {
      throw new SettingsException(String.join(System.lineSeparator(), mistakes));
    }
    return settings;
  }

  private static void refuseVariable(String setting, String value, List<String> mistakes) {
    if (value.startsWith("env:")) {
      mistakes.add(setting + ": the managed service has no environment variables; name a secret");
    }
  }

  /** The property groups of the template. */
  PropertyGroups groups() {
    SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
    written.forEach(
        (group, values) -> {
          SortedMap<String, String> real = new TreeMap<>();
          values.forEach((key, value) -> real.put(key, real(value)));
          groups.put(group, real);
        });
    return new PropertyGroups(groups);
  }
}
