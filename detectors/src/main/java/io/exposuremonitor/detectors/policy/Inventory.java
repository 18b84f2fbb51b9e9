package io.exposuremonitor.detectors.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Table sizes from a static inventory: the output of {@code aws dynamodb describe-table}, for one
 * table or several, either concatenated or in an array. Only {@code TableArn}, {@code
 * TableSizeBytes} and {@code ItemCount} are read (DynamoDB API reference, TableDescription);
 * DynamoDB updates both numbers about every six hours.
 */
public final class Inventory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "'aws dynamodb describe-table'";

  private Inventory() {}

  /**
   * The tables that the inventory names by ARN. Elements without an ARN are skipped, and a number
   * that is missing or negative counts as unknown.
   *
   * @param file the name to show in problems
   * @throws PolicyException if the text is not JSON or names no table, since a wrong file would
   *     otherwise silently have no effect
   */
  public static List<Policy.Table> load(String file, String json) throws PolicyException {
    List<Policy.Table> tables = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonNode document = JSON.readTree(parser);
          document != null;
          document = JSON.readTree(parser)) {
        collect(document, tables);
      }
    } catch (JsonProcessingException notJson) {
      throw new PolicyException(file, List.of(problem(notJson)));
    } catch (IOException impossible) {
      throw new AssertionError("reading from a string", impossible);
    }
    if (tables.isEmpty()) {
      throw new PolicyException(
          file, List.of(problem(1, 1, "names no table; expected the output of " + SOURCE)));
    }
    return List.copyOf(tables);
  }

  /**
   * The policy, completed by the inventory. Values of the policy take precedence, each on its own.
   */
  public static Policy addTo(Policy policy, List<Policy.Table> inventory) {
    List<Policy.Table> completed = new ArrayList<>();
    List<Policy.Table> added = new ArrayList<>();
    for (Policy.Table table : inventory) {
      Policy.Table known = policy.table(table.match());
      if (known == null) {
        added.add(table);
      } else if (known.sizeBytes() == 0 || known.itemCount() == 0) {
        // The policy's entry may be a pattern for many tables, so the entry for this one goes
        // before it.
        completed.add(known.completedBy(table).matching(table.match()));
      }
    }
    completed.addAll(policy.tables().entries());
    completed.addAll(added);
    return policy.toBuilder().tables(List.copyOf(completed)).build();
  }

  private static void collect(JsonNode node, List<Policy.Table> tables) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, tables));
      return;
    }
    JsonNode table = node.has("Table") ? node.get("Table") : node;
    String arn = table.path("TableArn").asText();
    if (!arn.isEmpty()) {
      long size = Math.max(0, table.path("TableSizeBytes").asLong());
      long items = Math.max(0, table.path("ItemCount").asLong());
      tables.add(new Policy.Table(arn, List.of(), size, items, null));
    }
  }

  private static Problem problem(JsonProcessingException notJson) {
    JsonLocation at = notJson.getLocation();
    return problem(
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()),
        "is not JSON; expected the output of " + SOURCE);
  }

  private static Problem problem(int line, int column, String message) {
    return new Problem(Problem.Severity.ERROR, line, column, "", message, "");
  }
}
