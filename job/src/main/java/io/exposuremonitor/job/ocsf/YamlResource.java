package io.exposuremonitor.job.ocsf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A YAML file packaged with this class: a map of named sections. */
final class YamlResource {
  private final String name;
  private final Map<?, ?> root;

  private YamlResource(String name, Map<?, ?> root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it is missing or not a map, which is a packaging error
   */
  static YamlResource of(String name) {
    try (InputStream in = YamlResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      Object read = new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(in);
      if (read instanceof Map<?, ?> map) {
        return new YamlResource(name, map);
      }
      throw new IllegalStateException(name + " is not a map of sections");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A top-level value. */
  String string(String key) {
    return String.valueOf(root.get(key));
  }

  /** A section that maps names to texts. */
  Map<String, String> strings(String section) {
    Map<String, String> found = new HashMap<>();
    section(section).forEach((key, value) -> found.put(text(key), text(value)));
    return found;
  }

  /** A section that maps names to lists of texts. */
  Map<String, List<String>> lists(String section) {
    Map<String, List<String>> found = new HashMap<>();
    section(section)
        .forEach(
            (key, value) -> {
              if (!(value instanceof List<?> list)) {
                throw new IllegalStateException(name + ": " + key + " is not a list");
              }
              found.put(text(key), list.stream().map(this::text).toList());
            });
    return found;
  }

  /** A section that maps names to maps of texts. */
  Map<String, Map<String, String>> maps(String section) {
    Map<String, Map<String, String>> found = new HashMap<>();
    section(section)
        .forEach(
            (key, value) -> {
              Map<String, String> fields = new HashMap<>();
              asMap(text(key), value).forEach((field, v) -> fields.put(text(field), text(v)));
              found.put(text(key), fields);
            });
    return found;
  }

  private Map<?, ?> section(String section) {
    return asMap(section, root.get(section));
  }

  private Map<?, ?> asMap(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException(name + ": " + key + " is not a map");
  }

  private String text(Object value) {
    if (value instanceof String string) {
      return string;
    }
    throw new IllegalStateException(name + ": " + value + " is not a text");
  }
}
