package io.exposuremonitor.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.emulators.AccountLocal.Answer;
import io.exposuremonitor.emulators.AccountLocal.Refusal;
import io.exposuremonitor.emulators.AccountLocal.Tables;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of tables that DynamoDB Local lacks, and the calls that read and change them. */
final class TableExtras {
  private static final String NAME = "TableName";
  private static final String ARN = "ResourceArn";
  private static final String KEY = "SSESpecification";
  private static final String PROTECTION = "DeletionProtectionEnabled";
  private static final String REPLICAS = "ReplicaUpdates";
  private static final String STREAM = "StreamArn";
  private static final String STATUS = "DestinationStatus";

  /** The settings of one table, all off at first. */
  private static final class Extras {
    private boolean recovery;
    private boolean protection;
    private String key = "";
    private String policy = "";
    private final TreeSet<String> replicas = new TreeSet<>();
    private final TreeSet<String> destinations = new TreeSet<>();
  }

  private final String region;
  private final Map<String, Extras> byTable = new HashMap<>();

  TableExtras(String region) {
    this.region = region;
  }

  /**
   * Answers a call, with the help of DynamoDB Local where needed.
   *
   * @return null for calls that DynamoDB Local answers alone
   */
  synchronized @Nullable Answer answer(String operation, ObjectNode request, Tables local)
      throws IOException {
    return switch (operation) {
      case "CreateTable" -> createTable(request, local);
      case "UpdateTable" -> updateTable(request, local);
      case "DescribeTable" -> describeTable(request, local);
      case "DeleteTable" -> deleteTable(request, local);
      case "DescribeContinuousBackups", "UpdateContinuousBackups" -> recovery(request, local);
      case "DescribeKinesisStreamingDestination" -> destinations(request, local);
      case "EnableKinesisStreamingDestination" -> destination(request, local, "ENABLING");
      case "DisableKinesisStreamingDestination" -> destination(request, local, "DISABLING");
      case "GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy" ->
          policy(operation, request, local);
      default -> null;
    };
  }

  private Answer createTable(ObjectNode request, Tables local) throws IOException {
    String table = request.path(NAME).asText();
    ObjectNode rest = request.deepCopy();
    rest.remove(KEY);
    rest.remove(PROTECTION);
    Answer answer = local.call("CreateTable", rest);
    if (!answer.isGood()) {
      return answer;
    }
    byTable.put(table, new Extras());
    change(table, request);
    return withExtras(answer, "TableDescription", table);
  }

  private Answer updateTable(ObjectNode request, Tables local) throws IOException {
    String table = existingTable(request, local);
    ObjectNode rest = request.deepCopy();
    rest.remove(KEY);
    rest.remove(PROTECTION);
    rest.remove(REPLICAS);
    boolean known = rest.size() > 1;
    Answer answer = local.call(known ? "UpdateTable" : "DescribeTable", rest);
    if (!answer.isGood()) {
      return answer;
    }
    change(table, request);
    if (known) {
      return withExtras(answer, "TableDescription", table);
    }
    ObjectNode body = AccountLocal.JSON.createObjectNode();
    body.set("TableDescription", AccountLocal.read(answer.body()).get("Table"));
    return withExtras(Answer.of(body), "TableDescription", table);
  }

  private void change(String table, ObjectNode request) {
    Extras extras = of(table);
    if (request.has(PROTECTION)) {
      extras.protection = request.get(PROTECTION).asBoolean();
    }
    if (request.has(KEY)) {
      JsonNode key = request.get(KEY);
      extras.key = key.path("Enabled").asBoolean() ? key.path("KMSMasterKeyId").asText() : "";
    }
    for (JsonNode replica : request.path(REPLICAS)) {
      extras.replicas.add(replica.path("Create").path("RegionName").asText());
      extras.replicas.remove(replica.path("Delete").path("RegionName").asText());
      extras.replicas.remove("");
    }
  }

  private Answer describeTable(ObjectNode request, Tables local) throws IOException {
    Answer answer = local.call("DescribeTable", request);
    return answer.isGood()
        ? withExtras(answer, "Table", name(request.path(NAME).asText()))
        : answer;
  }

  private Answer deleteTable(ObjectNode request, Tables local) throws IOException {
    Answer answer = local.call("DeleteTable", request);
    if (answer.isGood()) {
      byTable.remove(name(request.path(NAME).asText()));
    }
    return answer;
  }

  /** Adds the settings kept here to a table's description. */
  private Answer withExtras(Answer answer, String member, String table) {
    ObjectNode body = AccountLocal.read(answer.body());
    ObjectNode description = (ObjectNode) body.get(member);
    Extras extras = of(table);
    description.put(PROTECTION, extras.protection);
    if (!extras.key.isEmpty()) {
      description
          .putObject("SSEDescription")
          .put("Status", "ENABLED")
          .put("SSEType", "KMS")
          .put("KMSMasterKeyArn", extras.key);
    }
    if (!extras.replicas.isEmpty()) {
      ArrayNode replicas = description.putArray("Replicas");
      replicas.addObject().put("RegionName", region).put("ReplicaStatus", "ACTIVE");
      for (String other : extras.replicas) {
        replicas.addObject().put("RegionName", other).put("ReplicaStatus", "ACTIVE");
      }
    }
    return Answer.of(body);
  }

  private Answer recovery(ObjectNode request, Tables local) throws IOException {
    Extras extras = of(existingTable(request, local));
    JsonNode wanted = request.path("PointInTimeRecoverySpecification");
    if (wanted.has("PointInTimeRecoveryEnabled")) {
      extras.recovery = wanted.get("PointInTimeRecoveryEnabled").asBoolean();
    }
    ObjectNode answer = AccountLocal.JSON.createObjectNode();
    answer
        .putObject("ContinuousBackupsDescription")
        .put("ContinuousBackupsStatus", "ENABLED")
        .putObject("PointInTimeRecoveryDescription")
        .put("PointInTimeRecoveryStatus", extras.recovery ? "ENABLED" : "DISABLED");
    return Answer.of(answer);
  }

  private Answer destinations(ObjectNode request, Tables local) throws IOException {
    String table = existingTable(request, local);
    ObjectNode answer = AccountLocal.JSON.createObjectNode().put(NAME, table);
    ArrayNode all = answer.putArray("KinesisDataStreamDestinations");
    of(table).destinations.forEach(arn -> all.addObject().put(STREAM, arn).put(STATUS, "ACTIVE"));
    return Answer.of(answer);
  }

  private Answer destination(ObjectNode request, Tables local, String status) throws IOException {
    String table = existingTable(request, local);
    String stream = request.path(STREAM).asText();
    TreeSet<String> known = of(table).destinations;
    boolean changes = status.equals("ENABLING") ? known.add(stream) : known.remove(stream);
    if (!changes) {
      throw new Refusal("ValidationException", "Table is not in a valid state for " + status);
    }
    return Answer.of(
        AccountLocal.JSON
            .createObjectNode()
            .put(NAME, table)
            .put(STREAM, stream)
            .put(STATUS, status));
  }

  private Answer policy(String operation, ObjectNode request, Tables local) throws IOException {
    String arn = request.path(ARN).asText();
    Extras extras = of(existingTable(request.deepCopy().put(NAME, name(arn)), local));
    if (operation.startsWith("Put")) {
      extras.policy = request.path("Policy").asText();
    } else if (extras.policy.isEmpty()) {
      throw new Refusal("PolicyNotFoundException", "Resource-based policy not found for " + arn);
    }
    ObjectNode answer = AccountLocal.JSON.createObjectNode().put("RevisionId", "1");
    if (operation.startsWith("Get")) {
      answer.put("Policy", extras.policy);
    } else if (operation.startsWith("Delete")) {
      extras.policy = "";
    }
    return Answer.of(answer);
  }

  /** Name of the table in a request, after checking that it exists. */
  private String existingTable(ObjectNode request, Tables local) throws IOException {
    String table = name(request.path(NAME).asText());
    ObjectNode asked = AccountLocal.JSON.createObjectNode().put(NAME, table);
    if (!local.call("DescribeTable", asked).isGood()) {
      throw new Refusal("ResourceNotFoundException", "Requested resource not found: " + table);
    }
    return table;
  }

  private Extras of(String table) {
    return byTable.computeIfAbsent(table, any -> new Extras());
  }

  private static String name(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
