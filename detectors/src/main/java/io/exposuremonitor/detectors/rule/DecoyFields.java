package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.policy.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Derives the decoy tables that a call on a table, or on its stream, names. */
final class DecoyFields implements DerivedFields.Group {
  private static final String DECOYS = "exposure.decoys";

  private static final List<FieldPath> TABLES =
      Stream.of("requestParameters.tableName", "requestParameters.resourceArn", "resources.ARN")
          .map(FieldPath::of)
          .toList();

  @Override
  public Set<String> names() {
    return Set.of(DECOYS);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    List<String> decoys = event.policy().decoys().tables();
    Set<String> named = new TreeSet<>();
    if (!decoys.isEmpty()) {
      TABLES.forEach(path -> event.forEach(path, table -> named.add(arn(event, table.asText()))));
    }
    named.removeIf(table -> decoys.stream().noneMatch(decoy -> Pattern.matchesTable(decoy, table)));
    return new DerivedValues().put(DECOYS, named).toMap();
  }

  private static String arn(RuleEvent event, String table) {
    return Arns.beginsAsArn(table)
        ? TableArns.of(table)
        : TableArns.build(event.text("awsRegion"), event.text("recipientAccountId"), table);
  }
}
