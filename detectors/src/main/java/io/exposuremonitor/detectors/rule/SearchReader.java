package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the named parts of a detection: maps, lists of maps, lists of keywords. */
final class SearchReader {
  private final YamlFile file;

  SearchReader(YamlFile file) {
    this.file = file;
  }

  /** Parses a map (all entries must match), a list (any element must match), or a keyword. */
  Expression read(Node node) throws RuleException {
    if (node instanceof MappingNode) {
      return all(node);
    }
    if (!(node instanceof SequenceNode sequence)) {
      return keywords(node, Modifiers.of(List.of(), file, node));
    }
    if (sequence.getValue().isEmpty()) {
      throw file.error(node, "an empty list matches nothing");
    }
    List<Expression> parts = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      if (element instanceof SequenceNode) {
        throw file.error(element, "a list within a list; write maps or keywords");
      }
      parts.add(read(element));
    }
    return new Expression.AtLeast(1, parts);
  }

  private Expression all(Node node) throws RuleException {
    List<Expression> parts = new ArrayList<>();
    for (YamlFile.Entry entry : file.map(node, "a search").values()) {
      parts.add(field(entry));
    }
    if (parts.isEmpty()) {
      throw file.error(node, "an empty map matches everything");
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.All(parts);
  }

  private Expression field(YamlFile.Entry entry) throws RuleException {
    List<String> words = Arrays.asList(entry.name().split("\\|", -1));
    Modifiers modifiers = Modifiers.of(words.subList(1, words.size()), file, entry.key());
    String name = words.get(0);
    if (name.isEmpty()) {
      return keywords(entry.value(), modifiers);
    }
    FieldPath path = DerivedFields.path(file, entry.key(), name);
    return modifiers.has(Modifier.EXISTS)
        ? exists(path, entry.value())
        : comparison(path, entry.value(), modifiers);
  }

  private Expression exists(FieldPath path, Node value) throws RuleException {
    String text = file.text(value, "the value of 'exists'").toLowerCase(Locale.ROOT);
    if (!value.getTag().equals(Tag.BOOL)) {
      throw file.error(value, "the value of 'exists' must be true or false");
    }
    return text.equals("true") ? new Expression.Not(missing(path)) : missing(path);
  }

  private static Expression missing(FieldPath path) {
    return new FieldExpression(path, List.of(), false, true);
  }

  private Expression comparison(FieldPath path, Node node, Modifiers modifiers)
      throws RuleException {
    if (modifiers.has(Modifier.ALL) && file.list(node).size() == 1) {
      throw file.error(node, "'all' needs more than one value; leave it out");
    }
    Values values = new Values(file, modifiers);
    List<FieldExpression.Value> compared = new ArrayList<>();
    boolean orMissing = false;
    for (Node element : nonEmpty(node)) {
      if (YamlFile.isNull(element)) {
        refuseNullWith(modifiers, element);
        orMissing = true;
      } else {
        compared.add(values.of(element));
      }
    }
    Expression comparison =
        new FieldExpression(path, compared, modifiers.has(Modifier.ALL), orMissing);
    return modifiers.has(Modifier.NEQ) ? new Expression.Not(comparison) : comparison;
  }

  private void refuseNullWith(Modifiers modifiers, Node node) throws RuleException {
    if (!modifiers.none()) {
      throw file.error(node, "null can't be combined with modifiers");
    }
  }

  private List<Node> nonEmpty(Node node) throws RuleException {
    List<Node> elements = file.list(node);
    if (elements.isEmpty()) {
      throw file.error(
          node, "an empty list of values matches nothing; write null for a missing field");
    }
    return elements;
  }

  /** Parses keywords, which may occur anywhere in any text of the record. */
  private Expression keywords(Node node, Modifiers modifiers) throws RuleException {
    boolean found = modifiers.kind() == Modifier.ANY || modifiers.kind() == Modifier.RE;
    if (!found || modifiers.has(Modifier.NEQ)) {
      throw file.error(node, "keywords know the modifiers 'all', 'cased', 're' and 'expand' only");
    }
    Values values = new Values(file, modifiers.contained());
    List<KeywordExpression> parts = new ArrayList<>();
    for (Node element : nonEmpty(node)) {
      parts.add(new KeywordExpression(values.of(element)));
    }
    return modifiers.has(Modifier.ALL)
        ? new Expression.All(parts)
        : new Expression.AtLeast(1, parts);
  }
}
