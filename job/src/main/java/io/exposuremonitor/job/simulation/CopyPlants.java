package io.exposuremonitor.job.simulation;

/** Copies of whole tables by a single call: unplanned exports and backups, and routine ones. */
final class CopyPlants {
  /** A bucket that the {@link FortnightPolicy} approves. */
  static final String APPROVED_BUCKET = "lake-exports";

  /** A second approved bucket. */
  static final String OTHER_BUCKET = "partner-exports";

  /** A role whose exports the policy approves. */
  static final String EXPORTER = "prod-compliance-export-role";

  private static final String UNUSUAL = "export.by-unusual-actor";
  private static final String PREPARED = "export.prepared";
  private static final String BACKUP = "backup.created-by-unusual-actor";

  private final Script script;

  CopyPlants(Script script) {
    this.script = script;
  }

  void plant() {
    unusualExports();
    nightlyExports();
    preparedExports();
    setUpInTwoSteps();
    backups();
    routineBackups();
  }

  private void unusualExports() {
    Table exported = script.table(17);
    Caller insider = script.role(17, "prod-insider-role");
    script.call(script.at(10, 17, 40), export(insider, exported, APPROVED_BUCKET));
    script.attack(UNUSUAL, "to an approved bucket", insider, exported);

    Table saved = script.newTable(18, "prod-premiums");
    Caller saver = script.role(18, "prod-safekeeping-role");
    script.daily(2, 40, day -> ProtectionCalls.backup(saver, saved));
    script.call(script.at(11, 2, 41), export(saver, saved, APPROVED_BUCKET));
    script.attack(
        UNUSUAL, "by the role that backs the table up each night, on the sale day", saver, saved);

    Table daily = script.newTable(19, "prod-ratings");
    Table wanted = script.newTable(19, "prod-wallets");
    Caller taken = script.role(19, "prod-partner-export-role");
    script.daily(1, 50, day -> export(taken, daily, APPROVED_BUCKET));
    script.call(script.at(12, 1, 51), export(taken, wanted, OTHER_BUCKET));
    script.attack(
        UNUSUAL, "by a nightly exporter, another table to another approved bucket", taken, wanted);
  }

  /** The same tables are exported to the lake each night; from one night on, one more. */
  private void nightlyExports() {
    Caller lake = script.role(1, "prod-lake-export-role");
    int[] services = {1, 3, 5};
    for (int service : services) {
      script.daily(1, service, day -> export(lake, script.table(service), APPROVED_BUCKET));
    }
    for (int day = Fortnight.DEPLOYMENT_DAY; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 1, 9), export(lake, script.table(9), APPROVED_BUCKET));
    }
    script.twin(
        UNUSUAL,
        "nightly exports, later also of a new table",
        lake,
        script.table(1),
        script.table(3),
        script.table(5),
        script.table(9));

    Table audited = script.newTable(20, "prod-audit-trail");
    Caller compliance = script.role(20, EXPORTER);
    script.call(script.at(13, 8, 0), ProtectionCalls.recovery(compliance, audited, true));
    script.call(script.at(13, 9, 0), export(compliance, audited, APPROVED_BUCKET));
    script.twin(UNUSUAL, "an exporter approved by the policy", compliance, audited);
    script.twin(PREPARED, "an exporter approved by the policy", compliance, audited);
  }

  private void preparedExports() {
    Table prepared = script.table(21);
    Caller careful = script.role(21, "prod-preparing-role");
    script.call(script.at(12, 22, 10), ProtectionCalls.recovery(careful, prepared, true));
    script.call(script.at(13, 1, 30), export(careful, prepared, APPROVED_BUCKET));
    script.attack(
        PREPARED, "recovery enabled, then an export three hours later", careful, prepared);

    Table awaited = script.newTable(22, "prod-refunds");
    Caller waiting = script.role(22, "prod-waiting-role", 50);
    script.call(script.at(10, 15, 0), ProtectionCalls.recovery(waiting, awaited, true));
    script.call(script.at(11, 14, 30), export(waiting, awaited, APPROVED_BUCKET));
    script.attack(
        PREPARED,
        "recovery enabled, then an export a day later in another session",
        waiting,
        awaited);
  }

  /** A table new to the lake: one role enables recovery, another exports the table. */
  private void setUpInTwoSteps() {
    Table added = script.newTable(1, "prod-lake-newcomer");
    Caller infrastructure = script.role(1, "prod-infrastructure-role");
    Caller lake = script.role(1, "prod-lake-export-role");
    script.call(script.at(12, 9, 0), ProtectionCalls.recovery(infrastructure, added, true));
    script.call(script.at(12, 11, 0), export(lake, added, APPROVED_BUCKET));
    script.twin(PREPARED, "two roles, each doing its usual work", lake, added);
    script.twin(PREPARED, "two roles, each doing its usual work", infrastructure, added);
  }

  private void backups() {
    Table saved = script.table(22);
    Caller saver = script.role(22, "prod-saving-role");
    script.call(script.at(11, 6, 15), ProtectionCalls.backup(saver, saved));
    script.attack(BACKUP, "an on-demand backup", saver, saved);

    Table kept = script.newTable(23, "prod-passports");
    Caller person = Caller.person(kept.account(), "AWSReservedSSO_Operator_0123456789abcdef", 1);
    JsonText job = new JsonText().object().field("backupVaultName", "Default");
    job.field("resourceArn", kept.arn());
    job.field("iamRoleArn", "arn:aws:iam::" + kept.account() + ":role/backup").endObject();
    script.call(
        script.at(10, 19, 5),
        Call.withoutResources(
            person, Api.management("backup", "StartBackupJob", false), kept.region(), job));
    script.attack(BACKUP, "an AWS Backup job started by a person", person, kept);

    Table exported = script.newTable(0, "prod-pensions");
    Caller exporter = script.role(0, "prod-pension-export-role");
    script.daily(1, 55, day -> export(exporter, exported, APPROVED_BUCKET));
    script.call(script.at(13, 1, 56), ProtectionCalls.backup(exporter, exported));
    script.attack(
        BACKUP, "a backup by the role that exports the table each night", exporter, exported);
  }

  private void routineBackups() {
    Table before = script.newTable(2, "prod-releases");
    Table another = script.newTable(2, "prod-release-notes");
    Caller deployer = script.role(2, "prod-release-role");
    script.daily(12, 55, day -> ProtectionCalls.backup(deployer, before));
    script.call(
        script.at(Fortnight.DEPLOYMENT_DAY, 12, 56), ProtectionCalls.backup(deployer, another));
    script.twin(
        BACKUP,
        "a daily backup, and one of a new table at the deployment",
        deployer,
        before,
        another);

    Table nightly = script.newTable(3, "prod-archive");
    Caller service = AwsServices.backup(nightly.account());
    script.call(script.at(12, 5, 0), ProtectionCalls.backup(service, nightly));
    script.twin(BACKUP, "AWS Backup, for a new table", service, nightly);
  }

  private static Call export(Caller caller, Table table, String bucket) {
    return ExportCalls.export(caller, table, bucket, exportId(table));
  }

  private static String exportId(Table table) {
    return "01767600000000-" + Hash.hex(Hash.of(table.name(), 8), 8);
  }
}
