package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The fields under {@code exposure.}, derived from a record and the policy for conditions that text
 * matching can't express: the principals that a policy document grants access to, the account that
 * owns a destination, whether a statement reads a whole table. docs/rules.md explains each.
 */
public final class DerivedFields {
  /** Prefix of derived field names; no CloudTrail field has it. */
  static final String PREFIX = "exposure.";

  /** Fields that are derived together. */
  interface Group {
    Set<String> names();

    /** The fields that have a value for this record. */
    Map<String, JsonNode> of(RuleEvent event);
  }

  /** Without a statement analyser: fields under {@code exposure.statement.} are missing. */
  public static final DerivedFields WITHOUT_STATEMENTS =
      new DerivedFields(
          text -> new Statement(Statement.Verb.UNKNOWN, "", "", Statement.Access.NONE, ""));

  /** Every derived field. */
  static final Set<String> NAMES = Set.copyOf(WITHOUT_STATEMENTS.groups.keySet());

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * @param analyser parses a PartiQL statement
   */
  public DerivedFields(Function<String, Statement> analyser) {
    for (Group group :
        List.of(
            new ActorFields(),
            new GrantFields(),
            new GuardFields(),
            new AccessListFields(),
            new DestinationFields(),
            new BucketReplicationFields(),
            new SourceStreamFields(),
            new DeliveryFields(),
            new CopyFields(),
            new DecoyFields(),
            new SelectorFields(),
            new PipelineFields(),
            new StatementFields(analyser))) {
      group.names().forEach(name -> groups.put(name, group));
    }
  }

  /**
   * A field that a rule names.
   *
   * @param at where it stands
   * @throws RuleException if it would be derived, but is none of those that are
   */
  static FieldPath path(YamlFile file, Node at, String name) throws RuleException {
    if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !NAMES.contains(name)) {
      throw file.error(at, "no derived field '" + name + "'" + Hint.of(name, NAMES));
    }
    return FieldPath.of(name);
  }

  /** Adds the named field and those derived with it, including missing ones. */
  void derive(String name, RuleEvent event, Map<String, JsonNode> values) {
    Group group = groups.get(name);
    if (group != null) {
      values.putAll(group.of(event));
      group.names().forEach(field -> values.putIfAbsent(field, MissingNode.getInstance()));
    }
  }
}
