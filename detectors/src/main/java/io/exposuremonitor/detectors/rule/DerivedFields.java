package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields under {@code exposure.} that are worked out from a record and the policy, for what
 * text matching can't decide: who a policy document grants to, whose account a destination is in,
 * whether a statement reads a whole table. docs/rules.md explains each.
 */
public final class DerivedFields {
  /** What the names of derived fields begin with; no CloudTrail field does. */
  static final String PREFIX = "exposure.";

  /** Fields that are worked out together. */
  interface Group {
    Set<String> names();

    /** Those of the fields that have a value for this record. */
    Map<String, JsonNode> of(RuleEvent event);
  }

  /**
   * Without an analyser of statements: the fields under {@code exposure.statement.} are missing.
   */
  public static final DerivedFields WITHOUT_STATEMENTS =
      new DerivedFields(
          text -> new Statement(Statement.Verb.UNKNOWN, "", "", Statement.Access.NONE, ""));

  /** Every derived field. */
  static final Set<String> NAMES = Set.copyOf(WITHOUT_STATEMENTS.groups.keySet());

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * @param analyser reads a PartiQL statement
   */
  public DerivedFields(Function<String, Statement> analyser) {
    for (Group group :
        List.of(
            new ActorFields(),
            new GrantFields(),
            new AccessListFields(),
            new DestinationFields(),
            new DeliveryFields(),
            new SelectorFields(),
            new PipelineFields(),
            new StatementFields(analyser))) {
      group.names().forEach(name -> groups.put(name, group));
    }
  }

  /** Adds the named field and those that are worked out with it, missing ones included. */
  void workOut(String name, RuleEvent event, Map<String, JsonNode> values) {
    Group group = groups.get(name);
    if (group != null) {
      values.putAll(group.of(event));
      group.names().forEach(field -> values.putIfAbsent(field, MissingNode.getInstance()));
    }
  }
}
