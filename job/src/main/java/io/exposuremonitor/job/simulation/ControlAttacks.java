package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;

/** Attacks that make AWS copy the data or that disable logging. */
final class ControlAttacks {
  private static final String FOREIGN_ACCOUNT = "444455556666";

  private final AttackPlan plan;
  private final Caller attacker;
  private final Table loot;

  ControlAttacks(AttackPlan plan) {
    this.plan = plan;
    attacker = plan.attacker();
    loot = plan.loot();
  }

  void export(Instant start) {
    JsonText parameters = new JsonText().object().field("tableArn", loot.arn());
    parameters.field("s3Bucket", "amzn-s3-demo-destination-bucket");
    parameters.field("s3BucketOwner", FOREIGN_ACCOUNT).field("s3Prefix", "out");
    parameters.field("exportFormat", "DYNAMODB_JSON").field("exportType", "FULL_EXPORT");
    String export = loot.arn() + "/export/01763805600000-" + Hash.hex(Hash.of(loot.name(), 8), 8);
    JsonText response = new JsonText().object().object("exportDescription");
    response.field("exportArn", export).field("exportStatus", "IN_PROGRESS");
    response.field("tableArn", loot.arn()).endObject().endObject();
    call(start, Api.change("ExportTableToPointInTime"), parameters, response);
    plan.expect("export.to-unapproved-destination", attacker.id(), loot.arn());
  }

  void preparedExport(Instant start) {
    JsonText response = new JsonText().object().object("continuousBackupsDescription");
    response.field("continuousBackupsStatus", "ENABLED").endObject().endObject();
    Call recovery = ProtectionCalls.recovery(attacker, loot, true).withResponse(response);
    plan.add(start, Duration.ZERO, recovery);
    export(start.plus(Duration.ofMinutes(7)));
    plan.expect("export.prepared", attacker.id(), loot.arn());
  }

  void restore(Instant start) {
    String target = loot.name() + "-copy";
    JsonText parameters = new JsonText().object().field("sourceTableName", loot.name());
    parameters.field("targetTableName", target).field("useLatestRestorableTime", true);
    JsonText response = new JsonText().object().object("tableDescription");
    response.field("tableName", target).field("tableStatus", "CREATING").endObject().endObject();
    call(start, Api.change("RestoreTableToPointInTime"), parameters, response);
    plan.expect("backup.restored-under-new-name", attacker.id(), loot.arn());
  }

  void sharedTable(Instant start) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + "arn:aws:iam::"
            + FOREIGN_ACCOUNT
            + ":root\"},\"Action\":[\"dynamodb:Scan\","
            + "\"dynamodb:GetItem\"],\"Resource\":\""
            + loot.arn()
            + "\"}]}";
    JsonText parameters = new JsonText().object().field("resourceArn", loot.arn());
    parameters.field("policy", policy);
    JsonText response = new JsonText().object().field("revisionId", "1763805600123").endObject();
    call(start, Api.change("PutResourcePolicy"), parameters, response);
    plan.expect("access.resource-policy-foreign", attacker.id(), loot.arn());
  }

  void streamTrigger(Instant start) {
    JsonText parameters = new JsonText().object().field("eventSourceArn", loot.streamArn());
    parameters.field("functionName", "adhoc-copy").field("enabled", true);
    parameters.field("batchSize", 100).field("startingPosition", "TRIM_HORIZON").endObject();
    JsonText response = new JsonText().object().field("eventSourceArn", loot.streamArn());
    response.field("functionArn", functionArn()).field("state", "Creating").endObject();
    Api api = Api.management("lambda", "CreateEventSourceMapping20150331", false);
    plan.add(
        start,
        Duration.ZERO,
        Call.withoutResources(attacker, api, loot.region(), parameters).withResponse(response));
    plan.expect("consumer.lambda-trigger", attacker.id(), loot.streamArn());
  }

  void trailStopped(Instant start) {
    String trail =
        "arn:aws:cloudtrail:" + loot.region() + ':' + loot.account() + ":trail/organization-trail";
    JsonText parameters = new JsonText().object().field("name", trail).endObject();
    Api api = Api.management("cloudtrail", "StopLogging", false);
    plan.add(start, Duration.ZERO, Call.withoutResources(attacker, api, loot.region(), parameters));
    plan.expect("blindspot.logging-stopped", attacker.id(), trail);
  }

  private String functionArn() {
    return "arn:aws:lambda:" + loot.region() + ':' + loot.account() + ":function:adhoc-copy";
  }

  private void call(Instant start, Api api, JsonText parameters, JsonText response) {
    Call call = Call.onItems(attacker, api, loot, parameters.endObject());
    plan.add(start, Duration.ZERO, call.withResponse(response));
  }
}
