package io.exposuremonitor.detectors.weighing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.cloudtrail.RecordTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decodes the calls that add a table to a global table: {@code UpdateTable} and {@code
 * UpdateGlobalTable} with {@code replicaUpdates}, {@code CreateGlobalTable} with {@code
 * replicationGroup}. Failed calls are ignored. A replica has the table's name and account.
 */
public final class ReplicaCalls {
  private static final ObjectReader JSON = JsonMapper.builder().build().reader();

  private static final Set<String> CALLS =
      Set.of("UpdateTable", "UpdateGlobalTable", "CreateGlobalTable");

  private ReplicaCalls() {}

  /** True if the call may add a replica. */
  public static boolean concerns(String eventSource, String eventName) {
    return eventSource.equals("dynamodb.amazonaws.com") && CALLS.contains(eventName);
  }

  /**
   * The copies that the call creates; empty for other calls and for unreadable records.
   *
   * @param record its JSON, in UTF-8
   */
  public static List<InheritanceEvent> read(byte[] record) {
    try {
      return read(JSON.readTree(record));
    } catch (IOException notJson) {
      // The rules report the same record as unreadable.
      return List.of();
    }
  }

  private static List<InheritanceEvent> read(JsonNode root) {
    boolean made =
        concerns(root.path("eventSource").asText(), root.path("eventName").asText())
            && root.path("errorCode").asText().isEmpty();
    String table = table(root);
    long time = RecordTree.time(root);
    if (!made || table.isEmpty() || time == 0) {
      return List.of();
    }
    JsonNode request = root.path("requestParameters");
    List<String> regions = new ArrayList<>();
    request
        .path("replicaUpdates")
        .forEach(update -> regions.add(update.path("create").path("regionName").asText("")));
    request
        .path("replicationGroup")
        .forEach(replica -> regions.add(replica.path("regionName").asText("")));
    return InheritanceEvent.ofReplicas(table, regions, time);
  }

  private static String table(JsonNode root) {
    JsonNode request = root.path("requestParameters");
    String name = request.path("tableName").asText(request.path("globalTableName").asText(""));
    if (name.isEmpty() || Arns.beginsAsArn(name)) {
      return name;
    }
    String account = root.path("recipientAccountId").asText("");
    return TableArns.build(root.path("awsRegion").asText(""), account, name);
  }
}
