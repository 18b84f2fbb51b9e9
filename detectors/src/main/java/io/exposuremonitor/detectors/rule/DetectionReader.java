package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a rule's detection section. */
final class DetectionReader {
  private static final String CONDITION = "condition";
  private static final String TIMEFRAME = "timeframe";

  private final YamlFile file;

  DetectionReader(YamlFile file) {
    this.file = file;
  }

  Detection read(Node node) throws RuleException {
    Map<String, YamlFile.Entry> entries = file.map(node, "'detection'");
    YamlFile.Entry timeframe = entries.get(TIMEFRAME);
    if (timeframe != null) {
      throw file.error(
          timeframe.key(),
          "'timeframe' needs memory and is not supported; a rule looks at one record");
    }
    YamlFile.Entry condition = entries.get(CONDITION);
    if (condition == null) {
      throw file.error(node, "'detection' has no 'condition'");
    }
    Map<String, Expression> searches = new LinkedHashMap<>();
    Mistakes mistakes = new Mistakes();
    for (YamlFile.Entry entry : entries.values()) {
      if (!entry.name().equals(CONDITION)) {
        Expression search = mistakes.of(() -> new SearchReader(file).read(entry.value()));
        if (search != null) {
          searches.put(entry.name(), new Expression.Named(entry.name(), search));
        }
      }
    }
    // The condition refers to searches by name and would not find invalid ones.
    mistakes.refuse();
    if (searches.isEmpty()) {
      throw file.error(node, "'detection' has no search besides its condition");
    }
    return new Detection(searches, condition(condition.value(), searches));
  }

  /** Parses the condition; several conditions are alternatives. */
  private Expression condition(Node node, Map<String, Expression> searches) throws RuleException {
    List<Expression> alternatives = new ArrayList<>();
    for (Node element : file.list(node)) {
      alternatives.add(ConditionParser.parse(file, element, searches));
    }
    if (alternatives.isEmpty()) {
      throw file.error(node, "the condition is empty");
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new Expression.AtLeast(1, alternatives);
  }
}
