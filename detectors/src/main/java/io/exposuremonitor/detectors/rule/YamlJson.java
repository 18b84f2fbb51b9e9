package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Converts YAML to the equivalent JSON. */
final class YamlJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlJson() {}

  static JsonNode of(YamlFile file, Node node) throws RuleException {
    if (node instanceof MappingNode) {
      ObjectNode map = JSON.objectNode();
      for (YamlFile.Entry entry : file.map(node, "a map").values()) {
        map.set(entry.name(), of(file, entry.value()));
      }
      return map;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode list = JSON.arrayNode();
      for (Node element : sequence.getValue()) {
        list.add(of(file, element));
      }
      return list;
    }
    return YamlFile.isNull(node) ? JSON.nullNode() : scalar(file, node);
  }

  private static JsonNode scalar(YamlFile file, Node node) throws RuleException {
    String text = file.text(node, "a value");
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.INT)) {
        return JSON.numberNode(new BigInteger(text));
      }
      if (tag.equals(Tag.FLOAT)) {
        return JSON.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      throw file.error(node, "'" + text + "' is not a JSON number; write it in quotes");
    }
    return tag.equals(Tag.BOOL)
        ? JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"))
        : JSON.textNode(text);
  }
}
