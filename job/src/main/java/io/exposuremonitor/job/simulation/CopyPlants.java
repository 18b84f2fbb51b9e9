package io.exposuremonitor.job.simulation;

/**
 * Copies of whole tables on one call: exports and backups that nobody planned, and planned ones.
 */
final class CopyPlants {
  /** A bucket that the {@link Fortnight}'s policy approves of. */
  static final String APPROVED_BUCKET = "lake-exports";

  /** Another one. */
  static final String OTHER_BUCKET = "partner-exports";

  /** Exports what it wants to, as the policy says. */
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

    Table saved = script.own(18, "premiums");
    Caller saver = script.role(18, "prod-safekeeping-role");
    script.daily(2, 40, day -> backup(saver, saved));
    script.call(script.at(11, 2, 41), export(saver, saved, APPROVED_BUCKET));
    script.attack(UNUSUAL, "by whoever backs it up each night, on the busiest day", saver, saved);

    Table daily = script.own(19, "ratings");
    Table wanted = script.own(19, "wallets");
    Caller taken = script.role(19, "prod-partner-export-role");
    script.daily(1, 50, day -> export(taken, daily, APPROVED_BUCKET));
    script.call(script.at(12, 1, 51), export(taken, wanted, OTHER_BUCKET));
    script.attack(UNUSUAL, "by a nightly exporter, to the other approved bucket", taken, wanted);
  }

  /** The lake gets the same tables each night; from one night on, one more. */
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
        "nightly exports, of a new table too",
        lake,
        script.table(1),
        script.table(3),
        script.table(5),
        script.table(9));

    Table audited = script.own(20, "audit-trail");
    Caller compliance = script.role(20, EXPORTER);
    script.call(script.at(13, 8, 0), recoveryOn(compliance, audited));
    script.call(script.at(13, 9, 0), export(compliance, audited, APPROVED_BUCKET));
    script.twin(UNUSUAL, "an exporter that the policy names", compliance, audited);
    script.twin(PREPARED, "an exporter that the policy names", compliance, audited);
  }

  private void preparedExports() {
    Table prepared = script.table(21);
    Caller careful = script.role(21, "prod-preparing-role");
    script.call(script.at(12, 22, 10), recoveryOn(careful, prepared));
    script.call(script.at(13, 1, 30), export(careful, prepared, APPROVED_BUCKET));
    script.attack(PREPARED, "over three hours", careful, prepared);

    Table awaited = script.own(22, "refunds");
    Caller waiting = script.role(22, "prod-waiting-role", 50);
    script.call(script.at(10, 15, 0), recoveryOn(waiting, awaited));
    script.call(script.at(11, 14, 30), export(waiting, awaited, APPROVED_BUCKET));
    script.attack(PREPARED, "a day apart, in other sessions", waiting, awaited);
  }

  /** New to the lake: one role switches recovery on, another exports. */
  private void setUpInTwoSteps() {
    Table added = script.own(1, "lake-newcomer");
    Caller infrastructure = script.role(1, "prod-infrastructure-role");
    Caller lake = script.role(1, "prod-lake-export-role");
    script.call(script.at(12, 9, 0), recoveryOn(infrastructure, added));
    script.call(script.at(12, 11, 0), export(lake, added, APPROVED_BUCKET));
    script.twin(PREPARED, "by two, each of whom does its work", lake, added);
    script.twin(PREPARED, "by two, each of whom does its work", infrastructure, added);
  }

  private void backups() {
    Table saved = script.table(22);
    Caller saver = script.role(22, "prod-saving-role");
    script.call(script.at(11, 6, 15), backup(saver, saved));
    script.attack(BACKUP, "on demand", saver, saved);

    Table kept = script.own(23, "passports");
    Caller person =
        Caller.role(
            Caller.Kind.PERSON,
            kept.account(),
            "AWSReservedSSO_Operator_0123456789abcdef",
            1,
            UserAgents.BROWSER);
    JsonText job = new JsonText().object().field("backupVaultName", "Default");
    job.field("resourceArn", kept.arn());
    job.field("iamRoleArn", "arn:aws:iam::" + kept.account() + ":role/backup").endObject();
    script.call(
        script.at(10, 19, 5),
        Call.plain(person, Api.other("backup", "StartBackupJob", false), kept.region(), job));
    script.attack(BACKUP, "as a job of AWS Backup, by a person", person, kept);

    Table exported = script.own(0, "pensions");
    Caller exporter = script.role(0, "prod-pension-export-role");
    script.daily(1, 55, day -> export(exporter, exported, APPROVED_BUCKET));
    script.call(script.at(13, 1, 56), backup(exporter, exported));
    script.attack(BACKUP, "by whoever exports it each night", exporter, exported);
  }

  private void routineBackups() {
    Table before = script.own(2, "releases");
    Table another = script.own(2, "release-notes");
    Caller deployer = script.role(2, "prod-release-role");
    script.daily(12, 55, day -> backup(deployer, before));
    script.call(script.at(Fortnight.DEPLOYMENT_DAY, 12, 56), backup(deployer, another));
    script.twin(BACKUP, "before each deployment, of a new table too", deployer, before, another);

    Table nightly = script.own(3, "archive");
    Caller service =
        Caller.service(
            Caller.Kind.SERVICE_ROLE,
            nightly.account(),
            "AWSServiceRoleForBackup",
            "backup.amazonaws.com");
    script.call(script.at(12, 5, 0), backup(service, nightly));
    script.twin(BACKUP, "AWS Backup, of a new table", service, nightly);
  }

  private static Call export(Caller caller, Table table, String bucket) {
    return ExportCalls.export(caller, table, bucket, exportId(table));
  }

  private static String exportId(Table table) {
    return "01767600000000-" + Hash.hex(Hash.of(table.name(), 8), 8);
  }

  private static Call recoveryOn(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.object("pointInTimeRecoverySpecification");
    parameters.field("pointInTimeRecoveryEnabled", true).endObject();
    return Call.onItems(
        caller, Api.change("UpdateContinuousBackups"), table, parameters.endObject());
  }

  static Call backup(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("backupName", table.name() + "-before-change").endObject();
    return Call.onItems(caller, Api.change("CreateBackup"), table, parameters);
  }
}
