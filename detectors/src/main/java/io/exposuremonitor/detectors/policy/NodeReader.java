package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;
import io.exposuremonitor.detectors.policy.Shape.NamedLists;
import io.exposuremonitor.detectors.policy.Shape.Part;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML nodes according to the schema and reports everything that it does not permit. Descends
 * no deeper than the schema, so recursive anchors are harmless.
 */
final class NodeReader {
  private final Problems problems;

  NodeReader(Problems problems) {
    this.problems = problems;
  }

  /** The entries of the file; invalid ones are left out and reported. */
  Entries read(Node root) {
    return section(PolicySchema.ROOT, root, "");
  }

  private Entries section(Section shape, Node node, String path) {
    Entries entries = new Entries(node, path);
    MappingNode mapping = mapping(node, path);
    if (mapping != null) {
      for (NodeTuple tuple : unique(mapping, path)) {
        String name = ((ScalarNode) tuple.getKeyNode()).getValue();
        Option option = shape.option(name);
        if (option == null) {
          problems
              .at(tuple.getKeyNode(), join(path, name))
              .error("unknown key", UnknownKeys.suggestion(name, shape));
        } else if (!isNull(tuple.getValueNode())) {
          readInto(entries, option, tuple.getValueNode());
        }
      }
      reportMissing(shape, mapping, path);
    }
    return entries;
  }

  private void readInto(Entries entries, Option option, Node node) {
    Object value = value(option.shape(), node, join(entries.path(), option.name()));
    if (value == null) {
      entries.putInvalid(option.name(), node);
    } else {
      entries.put(option.name(), value, node);
    }
  }

  private @Nullable Object value(Shape shape, Node node, String path) {
    if (shape instanceof Leaf<?> leaf) {
      return leaf(leaf.type(), node, path);
    } else if (shape instanceof ListOf list) {
      return texts(list.type(), node, path);
    } else if (shape instanceof Section section) {
      return section(section, node, path);
    } else if (shape instanceof Part part) {
      return section(part.section(), node, path);
    } else if (shape instanceof Sections sections) {
      return sections(sections.element(), node, path);
    } else if (shape instanceof NamedLists lists) {
      return namedLists(lists.type(), node, path);
    }
    throw new AssertionError(shape);
  }

  private <T> @Nullable T leaf(ValueType<T> type, Node node, String path) {
    if (node instanceof ScalarNode scalar) {
      return type.parser()
          .parse(new Scalar(scalar.getValue(), !scalar.isPlain()), problems.at(node, path));
    }
    problems.at(node, path).error("must be a single value, not " + describe(node), "");
    return null;
  }

  private List<String> texts(ValueType<String> type, Node node, String path) {
    List<String> texts = new ArrayList<>();
    for (Node element : elements(node, path)) {
      String text = leaf(type, element, path + '[' + texts.size() + ']');
      texts.add(text == null ? "" : text);
    }
    return List.copyOf(texts);
  }

  private List<Entries> sections(Section shape, Node node, String path) {
    List<Entries> sections = new ArrayList<>();
    for (Node element : elements(node, path)) {
      sections.add(section(shape, element, path + '[' + sections.size() + ']'));
    }
    return List.copyOf(sections);
  }

  private Entries namedLists(ValueType<String> type, Node node, String path) {
    Entries entries = new Entries(node, path);
    MappingNode mapping = mapping(node, path);
    if (mapping != null) {
      for (NodeTuple tuple : unique(mapping, path)) {
        String name = ((ScalarNode) tuple.getKeyNode()).getValue();
        List<String> texts = texts(type, tuple.getValueNode(), join(path, name));
        entries.put(name, texts, tuple.getKeyNode());
      }
    }
    return entries;
  }

  private List<Node> elements(Node node, String path) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (!isNull(node)) {
      String suggestion =
          node instanceof ScalarNode scalar ? "[" + ValueTypes.quote(scalar.getValue()) + "]" : "";
      problems.at(node, path).error("must be a list, not " + describe(node), suggestion);
    }
    return List.of();
  }

  private @Nullable MappingNode mapping(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    problems.at(node, path).error("must be keys with values, not " + describe(node), "");
    return null;
  }

  /** The pairs with valid keys: names, each occurring once. */
  private List<NodeTuple> unique(MappingNode mapping, String path) {
    List<NodeTuple> tuples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.at(tuple.getKeyNode(), path).error("keys must be names", "");
      } else if (key.getValue().equals("<<")) {
        problems.at(key, path).error("merge keys (<<) are not supported; write the keys out", "");
      } else if (!seen.add(key.getValue())) {
        problems.at(key, join(path, key.getValue())).error("is given twice", "");
      } else {
        tuples.add(tuple);
      }
    }
    return tuples;
  }

  private void reportMissing(Section shape, MappingNode mapping, String path) {
    for (Option option : shape.options()) {
      if (option.shape() instanceof Leaf<?> leaf
          && leaf.required()
          && mapping.getValue().stream().noneMatch(tuple -> defines(tuple, option.name()))) {
        String line = option.name() + ": " + leaf.fallbackText();
        problems
            .at(mapping, join(path, option.name()))
            .error("is missing", leaf.fallback() == null ? "" : line);
      }
    }
  }

  private static boolean defines(NodeTuple tuple, String name) {
    return tuple.getKeyNode() instanceof ScalarNode key
        && key.getValue().equals(name)
        && !isNull(tuple.getValueNode());
  }

  /** A key without a value is treated as absent. */
  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && Set.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
  }

  private static String describe(Node node) {
    if (node instanceof MappingNode) {
      return "keys with values";
    }
    return node instanceof SequenceNode ? "a list" : "a single value";
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + '.' + name;
  }
}
