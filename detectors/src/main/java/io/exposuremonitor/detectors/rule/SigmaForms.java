package io.exposuremonitor.detectors.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads metadata in the form that Sigma's schema demands, so that a rule that is accepted here is
 * accepted by other Sigma tools.
 */
final class SigmaForms {
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** The separator of the specification, or of its first version, as in older public rules. */
  private static final Pattern DATE = Pattern.compile("(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)");

  private static final List<String> RELATIONS =
      List.of("derived", "obsolete", "merged", "renamed", "similar");

  private SigmaForms() {}

  static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  /** The node, which must be a list: here a single value does not count as a list of one. */
  static Node list(YamlFile file, Node node, String key) throws RuleException {
    if (!(node instanceof SequenceNode)) {
      throw file.error(node, "'" + key + "' must be a list");
    }
    return node;
  }

  /** The text of a day of the calendar, as written. */
  static String date(YamlFile file, Node node, String key) throws RuleException {
    String text = file.text(node, "'" + key + "'");
    if (!isDay(text)) {
      throw file.error(node, "'" + text + "' is no date; write it as 2027-03-31");
    }
    return text;
  }

  private static boolean isDay(String text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(parts.group(1)),
          Integer.parseInt(parts.group(3)),
          Integer.parseInt(parts.group(4)));
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  /** Refuses a list of related rules of which one has no UUID or no known relation. */
  static void checkRelated(YamlFile file, Node node) throws RuleException {
    for (Node element : file.list(list(file, node, "related"))) {
      Map<String, YamlFile.Entry> related = file.map(element, "each of 'related'");
      Node id = member(file, related, "id", element);
      String rule = file.text(id, "'id'");
      if (!isUuid(rule)) {
        throw file.error(id, "'" + rule + "' is no UUID");
      }
      Node type = member(file, related, "type", element);
      String relation = file.text(type, "'type'");
      if (!RELATIONS.contains(relation)) {
        throw file.error(
            type, "no type '" + relation + "' of relation" + Hint.of(relation, RELATIONS));
      }
    }
  }

  private static Node member(
      YamlFile file, Map<String, YamlFile.Entry> related, String key, Node at)
      throws RuleException {
    YamlFile.Entry entry = related.get(key);
    if (entry == null) {
      throw file.error(at, "each of 'related' needs '" + key + "'");
    }
    return entry.value();
  }
}
