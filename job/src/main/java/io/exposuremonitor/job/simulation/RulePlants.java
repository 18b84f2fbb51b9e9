package io.exposuremonitor.job.simulation;

/**
 * Single calls that a rule reports, amid the ordinary traffic, and the same calls where they are
 * legitimate.
 */
final class RulePlants {
  /** A function that may read streams according to the policy. */
  static final String FUNCTION = "prod-search-feed";

  private static final String FOREIGN_ACCOUNT = "999988887777";

  private final Script script;

  RulePlants(Script script) {
    this.script = script;
  }

  void plant() {
    exports();
    restores();
    policies();
    triggers();
    protections();
    replicas();
    console();
  }

  private void exports() {
    Table table = script.newTable(5, "prod-applicants");
    Caller thief = script.role(5, "intruder-with-a-bucket");
    Call export = ExportCalls.export(thief, table, "totally-ours", "01-cafe");
    script.call(script.at(11, 12, 45), export);
    script.attack(
        "export.to-unapproved-destination",
        "to the intruder's own bucket, at noon of the sale day",
        thief,
        table);
  }

  private void restores() {
    Table table = script.newTable(6, "prod-insurants");
    Caller copying = script.role(6, "intruder-restoring");
    JsonText parameters = new JsonText().object().field("sourceTableName", table.name());
    parameters.field("targetTableName", table.name() + "-tmp").endObject();
    Call restore =
        Call.onItems(copying, Api.change("RestoreTableToPointInTime"), table, parameters);
    script.call(script.at(12, 2, 45), restore);
    script.attack("backup.restored-under-new-name", "a table restored at night", copying, table);
  }

  private void policies() {
    Table shared = script.newTable(7, "prod-donors");
    Caller sharing = script.role(7, "intruder-sharing");
    script.call(script.at(10, 3, 15), share(sharing, shared, FOREIGN_ACCOUNT));
    script.attack(
        "access.resource-policy-foreign",
        "a table shared with an unknown account",
        sharing,
        shared);

    Table ours = script.newTable(8, "prod-grants");
    Caller platform = script.role(8, "prod-platform-role");
    script.call(script.at(10, 11, 15), share(platform, ours, Population.ACCOUNTS.get(1)));
    script.twin(
        "access.resource-policy-foreign",
        "a table shared with the company's other account",
        platform,
        ours);
  }

  private static Call share(Caller caller, Table table, String account) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + "arn:aws:iam::%s:root\"},\"Action\":\"dynamodb:Query\",\"Resource\":\"%s\"}]}";
    JsonText parameters = new JsonText().object().field("resourceArn", table.arn());
    parameters.field("policy", policy.formatted(account, table.arn())).endObject();
    return Call.onItems(caller, Api.change("PutResourcePolicy"), table, parameters);
  }

  private void triggers() {
    Table table = script.newStreamedTable(9, "prod-messages-sent");
    Caller attaching = script.role(9, "intruder-attaching");
    script.call(script.at(12, 13, 10), attach(attaching, table, "adhoc-copy"));
    script.attack(
        "consumer.lambda-trigger", "an unknown function", attaching.id(), table.streamArn());

    Caller deployment = script.role(9, "prod-search-deployment-role");
    script.call(script.at(Fortnight.DEPLOYMENT_DAY, 13, 10), attach(deployment, table, FUNCTION));
    script.twin(
        "consumer.lambda-trigger",
        "a deployed function approved by the policy",
        deployment.id(),
        table.streamArn());
  }

  private static Call attach(Caller caller, Table table, String function) {
    JsonText parameters = new JsonText().object().field("eventSourceArn", table.streamArn());
    parameters.field("functionName", function).field("enabled", true).endObject();
    Api api = Api.management("lambda", "CreateEventSourceMapping20150331", false);
    return Call.withoutResources(caller, api, table.region(), parameters);
  }

  private void protections() {
    Table table = script.newTable(10, "prod-minutes");
    Caller removing = script.role(10, "intruder-removing");
    script.call(script.at(13, 5, 5), ProtectionCalls.recovery(removing, table, false));
    script.attack(
        "destruction.recovery-removed", "point-in-time recovery disabled", removing, table);

    Table kept = script.newTable(11, "prod-contracts");
    Caller backup = AwsServices.backup(kept.account());
    script.daily(
        5,
        15,
        day -> {
          JsonText old = new JsonText().object();
          old.field("backupArn", kept.arn() + "/backup/0176760000000" + day + "-1a2b3c4d");
          return Call.onItems(backup, Api.change("DeleteBackup"), kept, old.endObject());
        });
    script.twin("destruction.recovery-removed", "AWS Backup deleting old backups", backup, kept);
  }

  private void replicas() {
    Table table = script.newTable(12, "prod-tokens");
    Caller spreading = script.role(12, "intruder-replicating");
    script.call(script.at(10, 23, 30), replicate(spreading, table, "me-south-1"));
    script.attack("replication.new-region", "a Region that is not in use", spreading, table);

    Table ours = script.newTable(12, "prod-holidays");
    Caller platform = script.role(12, "prod-platform-role");
    script.call(script.at(10, 10, 30), replicate(platform, ours, "eu-central-1"));
    script.twin("replication.new-region", "a Region in use", platform, ours);
  }

  private static Call replicate(Caller caller, Table table, String region) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.array("replicaUpdates").object().object("create").field("regionName", region);
    parameters.endObject().endObject().endArray().endObject();
    return Call.onItems(caller, Api.change("UpdateTable"), table, parameters);
  }

  private void console() {
    Table table = script.newTable(13, "prod-salaries");
    Caller looking =
        Caller.person(table.account(), "AWSReservedSSO_Backoffice_0123456789abcdef", 1);
    script.call(script.at(12, 20, 20), TableCalls.select(looking, table, "*", 1));
    script.attack("partiql.console", "a person whom the policy does not list", looking, table);
  }
}
