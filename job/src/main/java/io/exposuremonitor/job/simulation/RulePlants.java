package io.exposuremonitor.job.simulation;

/**
 * Single calls that a rule tells of, amid all the others, and the same calls where they are due.
 */
final class RulePlants {
  /** A function that may read streams, as the policy says. */
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
    Table table = script.own(5, "applicants");
    Caller thief = script.role(5, "intruder-with-a-bucket");
    Call export = ExportCalls.export(thief, table, "totally-ours", "01-cafe");
    script.call(script.at(11, 12, 45), export);
    script.attack(
        "export.to-unapproved-destination", "to a bucket of its own, at noon", thief, table);
  }

  private void restores() {
    Table table = script.own(6, "insurants");
    Caller copying = script.role(6, "intruder-restoring");
    JsonText parameters = new JsonText().object().field("sourceTableName", table.name());
    parameters.field("targetTableName", table.name() + "-tmp").endObject();
    Call restore =
        Call.onItems(copying, Api.change("RestoreTableToPointInTime"), table, parameters);
    script.call(script.at(12, 2, 45), restore);
    script.attack("backup.restored-under-new-name", "by night", copying, table);
  }

  private void policies() {
    Table shared = script.own(7, "donors");
    Caller sharing = script.role(7, "intruder-sharing");
    script.call(script.at(10, 3, 15), share(sharing, shared, FOREIGN_ACCOUNT));
    script.attack("access.resource-policy-foreign", "with another account", sharing, shared);

    Table ours = script.own(8, "grants");
    Caller platform = script.role(8, "prod-platform-role");
    script.call(script.at(10, 11, 15), share(platform, ours, Population.ACCOUNTS.get(1)));
    script.twin("access.resource-policy-foreign", "with an account of ours", platform, ours);
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
    Table table = script.ownStreamed(9, "messages-sent");
    Caller attaching = script.role(9, "intruder-attaching");
    script.call(script.at(12, 13, 10), attach(attaching, table, "adhoc-copy"));
    script.attack("consumer.lambda-trigger", "a function", attaching.id(), table.streamArn());

    Caller deployment = script.role(9, "prod-search-deployment-role");
    script.call(script.at(Fortnight.DEPLOYMENT_DAY, 13, 10), attach(deployment, table, FUNCTION));
    script.twin(
        "consumer.lambda-trigger",
        "a function that the policy names, deployed",
        deployment.id(),
        table.streamArn());
  }

  private static Call attach(Caller caller, Table table, String function) {
    JsonText parameters = new JsonText().object().field("eventSourceArn", table.streamArn());
    parameters.field("functionName", function).field("enabled", true).endObject();
    Api api = Api.other("lambda", "CreateEventSourceMapping20150331", false);
    return Call.plain(caller, api, table.region(), parameters);
  }

  private void protections() {
    Table table = script.own(10, "minutes");
    Caller removing = script.role(10, "intruder-removing");
    JsonText off = new JsonText().object().field("tableName", table.name());
    off.object("pointInTimeRecoverySpecification");
    off.field("pointInTimeRecoveryEnabled", false).endObject().endObject();
    script.call(
        script.at(13, 5, 5),
        Call.onItems(removing, Api.change("UpdateContinuousBackups"), table, off));
    script.attack("destruction.recovery-removed", "point-in-time recovery", removing, table);

    Table kept = script.own(11, "contracts");
    Caller backup =
        Caller.service(
            Caller.Kind.SERVICE_ROLE,
            kept.account(),
            "AWSServiceRoleForBackup",
            "backup.amazonaws.com");
    script.daily(
        5,
        15,
        day -> {
          JsonText old = new JsonText().object();
          old.field("backupArn", kept.arn() + "/backup/0176760000000" + day + "-1a2b3c4d");
          return Call.onItems(backup, Api.change("DeleteBackup"), kept, old.endObject());
        });
    script.twin("destruction.recovery-removed", "AWS Backup, of what is old", backup, kept);
  }

  private void replicas() {
    Table table = script.own(12, "tokens");
    Caller spreading = script.role(12, "intruder-replicating");
    script.call(script.at(10, 23, 30), replicate(spreading, table, "me-south-1"));
    script.attack("replication.new-region", "where nobody is", spreading, table);

    Table ours = script.own(12, "holidays");
    Caller platform = script.role(12, "prod-platform-role");
    script.call(script.at(10, 10, 30), replicate(platform, ours, "eu-central-1"));
    script.twin("replication.new-region", "to a Region of ours", platform, ours);
  }

  private static Call replicate(Caller caller, Table table, String region) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.array("replicaUpdates").object().object("create").field("regionName", region);
    parameters.endObject().endObject().endArray().endObject();
    return Call.onItems(caller, Api.change("UpdateTable"), table, parameters);
  }

  private void console() {
    Table table = script.own(13, "salaries");
    Caller looking =
        Caller.role(
            Caller.Kind.PERSON,
            table.account(),
            "AWSReservedSSO_Backoffice_0123456789abcdef",
            1,
            UserAgents.BROWSER);
    script.call(script.at(12, 20, 20), TableCalls.select(looking, table, "*", 1));
    script.attack("partiql.console", "somebody who may not", looking, table);
  }
}
