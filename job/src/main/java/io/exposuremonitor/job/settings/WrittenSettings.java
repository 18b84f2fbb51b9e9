package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.text.YamlMistake;
import io.exposuremonitor.detectors.text.YamlSafety;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings as they were written: flat names such as {@code inputs.trail.type}, whichever of the
 * three forms they came in. A YAML sequence equals its elements separated by commas.
 *
 * @param values by full name
 * @param places where each section begins, by its name, such as {@code inputs.trail}
 */
record WrittenSettings(SortedMap<String, Value> values, Map<String, String> places) {
  /**
   * A written value.
   *
   * @param text without surrounding blanks
   * @param place where it was written, for messages
   */
  record Value(String text, String place) {}

  /** Sections of a policy that are not sections of settings. */
  private static final Set<String> OF_A_POLICY =
      Set.of("version", "approved", "partiqlUsers", "decoys", "thresholds", "suppressions");

  /** A properties file: {@code inputs.trail.type=kinesis}. */
  static WrittenSettings ofProperties(String name, String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException malformed) {
      throw new SettingsException(name + ": " + malformed.getMessage());
    }
    SortedMap<String, Value> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      values.put(key, new Value(properties.getProperty(key).strip(), name));
    }
    return new WrittenSettings(values, Map.of());
  }

  /**
   * The property groups of Amazon Managed Service for Apache Flink: the group's id is the section,
   * such as {@code inputs.trail}, and its properties are that section's settings.
   */
  static WrittenSettings ofPropertyGroups(Map<String, Properties> groups) {
    SortedMap<String, Value> values = new TreeMap<>();
    Map<String, String> places = new HashMap<>();
    groups.forEach(
        (group, properties) -> {
          places.put(group, "property group " + group);
          for (String key : properties.stringPropertyNames()) {
            values.put(
                group + '.' + key,
                new Value(properties.getProperty(key).strip(), "property group " + group));
          }
        });
    return new WrittenSettings(values, places);
  }

  /** A YAML file: sections nested, or names written with dots, or both. */
  static WrittenSettings ofYaml(String name, String text) {
    SortedMap<String, Value> values = new TreeMap<>();
    Map<String, String> places = new HashMap<>();
    LoadSettings settings = LoadSettings.builder().setLabel(name).build();
    try {
      YamlSafety.check(settings, text);
      new Compose(settings)
          .composeString(text)
          .ifPresent(
              root -> {
                refusePolicy(name, root);
                flatten(name, "", root, values, places);
              });
    } catch (YamlEngineException malformed) {
      YamlMistake mistake = YamlMistake.of(malformed, text);
      throw new SettingsException(
          name + ':' + mistake.line() + ':' + mistake.column() + ": " + mistake.problem());
    }
    return new WrittenSettings(values, places);
  }

  /** A policy given as settings, which is an easy mistake. */
  private static void refusePolicy(String name, Node root) {
    Set<String> keys = new HashSet<>();
    if (root instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          keys.add(key.getValue());
        }
      }
    }
    if (!keys.contains("inputs") && keys.stream().anyMatch(OF_A_POLICY::contains)) {
      throw new SettingsException(
          name + ": this looks like an exposure policy; settings name it as monitor.policy");
    }
  }

  /** Where the section begins, followed by a separator, for messages; empty when unknown. */
  String at(String section) {
    String place = places.get(section);
    return place == null ? "" : place + ": ";
  }

  private static void remember(String name, String key, Node node, Map<String, String> places) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      places.putIfAbsent(key.substring(0, dot), place(name, node));
    }
    places.putIfAbsent(key, place(name, node));
  }

  private static void flatten(
      String name,
      String prefix,
      Node node,
      SortedMap<String, Value> values,
      Map<String, String> places) {
    if (node.isRecursive()) {
      throw new SettingsException(place(name, node) + ": an alias in it refers to itself");
    }
    if (node instanceof MappingNode mapping) {
      if (mapping.getValue().isEmpty() && !prefix.isEmpty() && !prefix.contains(".")) {
        // An empty section, which may still be misspelt.
        values.put(prefix, new Value("", place(name, node)));
      }
      for (NodeTuple entry : mapping.getValue()) {
        String key = scalar(name, entry.getKeyNode());
        String full = prefix.isEmpty() ? key : prefix + '.' + key;
        remember(name, full, entry.getKeyNode(), places);
        flatten(name, full, entry.getValueNode(), values, places);
      }
      return;
    }
    String place = place(name, node);
    if (prefix.isEmpty()) {
      throw new SettingsException(place + ": must be sections with settings, not a single value");
    }
    String text =
        node instanceof SequenceNode sequence
            ? sequence.getValue().stream()
                .map(element -> scalar(name, element))
                .collect(Collectors.joining(","))
            : scalar(name, node);
    if (values.put(prefix, new Value(text.strip(), place)) != null) {
      throw new SettingsException(place + ": " + prefix + ": set twice");
    }
  }

  private static String scalar(String name, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new SettingsException(place(name, node) + ": must be a single value");
  }

  private static String place(String name, Node node) {
    return name + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
