package io.exposuremonitor.detectors.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The validated entries of a section: for each key that is present and valid, its value in the Java
 * type given by the key's {@link Shape}. Keeps the positions in the file.
 *
 * @param node the section's node, or that of the nearest enclosing section present
 * @param path the section's key
 */
record Entries(Node node, String path, Map<String, Object> values, Map<String, Node> nodes) {

  Entries(Node node, String path) {
    this(node, path, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  void put(String name, Object value, Node at) {
    values.put(name, value);
    nodes.put(name, at);
  }

  /** Records that a key's value is invalid. */
  void putInvalid(String name, Node at) {
    nodes.put(name, at);
  }

  /** True if every value present is valid, so that absent ones have their defaults. */
  boolean isValid() {
    return nodes.size() == values.size();
  }

  Set<String> names() {
    return values.keySet();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The node of a key's value, or of the section if the key is absent. */
  Node at(String name) {
    return nodes.getOrDefault(name, node);
  }

  /** The path of a key. */
  String pathOf(String name) {
    return path.isEmpty() ? name : path + '.' + name;
  }

  /** The value, or {@code fallback} if absent. */
  @SuppressWarnings("unchecked") // NodeReader has put what the key's shape promises.
  <T> T get(String name, T fallback) {
    Object value = values.get(name);
    return value == null ? fallback : (T) value;
  }

  /** The value, or null if absent. */
  <T> @Nullable T find(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  int integer(String name, int fallback) {
    return Math.toIntExact(get(name, (long) fallback));
  }

  /** A list of values, empty if absent. */
  List<String> texts(String name) {
    return get(name, List.of());
  }

  /** A list of sections, empty if absent. */
  List<Entries> sections(String name) {
    return get(name, List.of());
  }

  /** A section, empty if absent. */
  Entries section(String name) {
    return get(name, new Entries(node, path));
  }
}
