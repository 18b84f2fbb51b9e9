package io.exposuremonitor.detectors.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a section of the file says, checked: for each key that is there and sound, its value, of the
 * Java type that the key's {@link Shape} stands for. Knows where in the file it came from.
 *
 * @param node the section, or the nearest one above it that is there
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

  /** Takes note of a key whose value is unsound. */
  void putUnsound(String name, Node at) {
    nodes.put(name, at);
  }

  /** True when every value that is there is sound, so that what is not there has its default. */
  boolean isSound() {
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

  /** Where a key's value stands; the section itself when the key is not there. */
  Node at(String name) {
    return nodes.getOrDefault(name, node);
  }

  /** The value, or {@code fallback} when the file says nothing. */
  @SuppressWarnings("unchecked") // NodeReader has put what the key's shape promises.
  <T> T get(String name, T fallback) {
    Object value = values.get(name);
    return value == null ? fallback : (T) value;
  }

  /** The value, or null when the file says nothing. */
  <T> @Nullable T find(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  int integer(String name, int fallback) {
    return Math.toIntExact(get(name, (long) fallback));
  }

  /** A list of values, empty when the file says nothing. */
  List<String> texts(String name) {
    return get(name, List.of());
  }

  /** A list of sections, empty when the file says nothing. */
  List<Entries> sections(String name) {
    return get(name, List.of());
  }

  /** A section, empty when the file says nothing. */
  Entries section(String name) {
    return get(name, new Entries(node, path));
  }
}
