package io.exposuremonitor.job.settings;

import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings as property groups of Amazon Managed Service for Apache Flink: a deployment writes them,
 * and {@link RunSettings#ofPropertyGroups} reads them.
 *
 * @param groups by section, such as {@code inputs.trail}, then by setting; never empty ones
 */
public record PropertyGroups(SortedMap<String, SortedMap<String, String>> groups) {
  /** Copies. */
  public PropertyGroups {
    SortedMap<String, SortedMap<String, String>> copy = new TreeMap<>();
    groups.forEach(
        (group, properties) -> {
          if (!properties.isEmpty()) {
            copy.put(group, Collections.unmodifiableSortedMap(new TreeMap<>(properties)));
          }
        });
    groups = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads a file as {@code run --config} does, without checking its content.
   *
   * @param name the file's name, also for messages
   * @throws SettingsException when it is neither YAML nor properties
   */
  public static PropertyGroups ofFile(String name, String text) {
    WrittenSettings written =
        name.endsWith(".properties")
            ? WrittenSettings.ofProperties(name, text)
            : WrittenSettings.ofYaml(name, text);
    SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
    written
        .values()
        .forEach(
            (key, value) -> {
              int dot = key.lastIndexOf('.');
              if (dot < 1) {
                throw new SettingsException(value.place() + ": " + key + ": must be in a section");
              }
              if (!value.text().isEmpty()) {
                groups
                    .computeIfAbsent(key.substring(0, dot), section -> new TreeMap<>())
                    .put(key.substring(dot + 1), value.text());
              }
            });
    return new PropertyGroups(groups);
  }

  /** The form in which the service passes them to the job. */
  public Map<String, Properties> properties() {
    Map<String, Properties> handed = new TreeMap<>();
    groups.forEach(
        (group, values) -> {
          Properties properties = new Properties();
          properties.putAll(values);
          handed.put(group, properties);
        });
    return handed;
  }
}
