package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Derives the verbs of a request's PartiQL statements and whether one is a full scan. */
final class StatementFields implements DerivedFields.Group {
  static final String FULL_SCAN = "exposure.statement.fullScan";
  private static final String VERB = "exposure.statement.verb";

  /** CloudTrail calls the statements of a batch {@code requestItems}; the API, otherwise. */
  private static final List<FieldPath> STATEMENTS =
      Stream.of(
              "statement",
              "requestItems.statement",
              "statements.statement",
              "transactStatements.statement")
          .map(path -> FieldPath.of("requestParameters." + path))
          .toList();

  private final Function<String, Statement> analyser;

  StatementFields(Function<String, Statement> analyser) {
    this.analyser = analyser;
  }

  @Override
  public Set<String> names() {
    return Set.of(FULL_SCAN, VERB);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Set<String> verbs = new TreeSet<>();
    boolean fullScan = false;
    for (FieldPath path : STATEMENTS) {
      for (JsonNode text : event.field(path)) {
        Statement statement = analyser.apply(text.asText());
        verbs.add(statement.verb().name());
        fullScan |= statement.isFullScan();
      }
    }
    return verbs.isEmpty()
        ? Map.of()
        : new DerivedValues().put(FULL_SCAN, fullScan).put(VERB, verbs).toMap();
  }
}
