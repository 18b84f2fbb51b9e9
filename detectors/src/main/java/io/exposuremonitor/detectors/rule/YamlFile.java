package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.text.YamlMistake;
import io.exposuremonitor.detectors.text.YamlSafety;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML file read as nodes, so that every mistake can be reported with its position. */
final class YamlFile {
  /** Deeper than any real rule; stops at aliases that contain themselves. */
  private static final int MAX_DEPTH = 32;

  /** An entry of a mapping; the key's node has its position. */
  record Entry(ScalarNode key, Node value) {
    String name() {
      return key.getValue();
    }
  }

  private final String name;

  YamlFile(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The documents of the file; empty ones are left out. */
  List<Node> documents(String text) throws RuleException {
    LoadSettings settings =
        YamlSafety.settings().setLabel(name).setSchema(new CoreSchema()).build();
    List<Node> documents = new ArrayList<>();
    try {
      YamlSafety.check(settings, text);
      for (Node document : new Compose(settings).composeAllFromString(text)) {
        if (!isNull(document)) {
          refuseDeepNesting(document, 0);
          documents.add(document);
        }
      }
    } catch (YamlEngineException e) {
      YamlMistake mistake = YamlMistake.of(e, text);
      String instead =
          mistake.suggestion().isEmpty() ? "" : "; did you mean " + mistake.suggestion() + "?";
      throw new RuleException(name, mistake.line(), mistake.column(), mistake.problem() + instead);
    }
    return documents;
  }

  private void refuseDeepNesting(Node node, int depth) throws RuleException {
    if (depth > MAX_DEPTH) {
      throw error(node, "nested deeper than " + MAX_DEPTH + " levels");
    }
    if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        refuseDeepNesting(element, depth + 1);
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        refuseDeepNesting(tuple.getValueNode(), depth + 1);
      }
    }
  }

  /** The entries of a mapping, in their order. */
  Map<String, Entry> map(Node node, String what) throws RuleException {
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, what + " must be a map");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw error(tuple.getKeyNode(), "a key must be a plain name");
      }
      if (entries.put(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
        throw error(key, "key '" + key.getValue() + "' is given twice");
      }
    }
    return entries;
  }

  /** The elements of a list; a single value counts as a list of one. */
  List<Node> list(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** A scalar's text as it is written, whatever its type. */
  String text(Node node, String what) throws RuleException {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return scalar.getValue();
    }
    throw error(node, what + " must be text");
  }

  /** A list of texts, or a single one. */
  List<String> texts(Node node, String what) throws RuleException {
    List<String> texts = new ArrayList<>();
    for (Node element : list(node)) {
      texts.add(text(element, "each of " + what));
    }
    return List.copyOf(texts);
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  RuleException error(Node node, String problem) {
    Optional<Mark> mark = node.getStartMark();
    return new RuleException(
        name,
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        problem);
  }
}
