package io.exposuremonitor.job.simulation;

import java.time.Instant;

/** Copies that AWS makes on one call, decoys, and their innocent twins. */
final class CopyPlants {
  /** A bucket that the {@link Fortnight}'s policy approves of. */
  static final String APPROVED_BUCKET = "lake-exports";

  /** A table that nobody has reason to touch. */
  static final String DECOY = "prod-customers-full-backup";

  private final Script script;

  CopyPlants(Script script) {
    this.script = script;
  }

  void plant() {
    unusual();
    decoy();
    nightlyExports();
    startOfDay();
  }

  private void unusual() {
    Table exported = script.table(17);
    Caller insider = script.role(17, "prod-insider-role");
    script.call(script.at(10, 17, 40), export(insider, exported));
    script.attack("export.by-unusual-actor", "to an approved bucket", insider, exported.arn());

    Table prepared = script.table(21);
    Caller careful = script.role(21, "prod-preparing-role");
    script.call(script.at(12, 22, 10), recoveryOn(careful, prepared));
    script.call(script.at(13, 1, 30), export(careful, prepared));
    script.attack("export.prepared", "over three hours", careful, prepared.arn());

    Table saved = script.table(22);
    Caller saver = script.role(22, "prod-saving-role");
    script.call(script.at(11, 6, 15), backup(saver, saved));
    script.attack("backup.created-by-unusual-actor", "on demand", saver, saved.arn());
  }

  private void decoy() {
    Table real = script.table(23);
    Table decoy =
        new Table(
            real.account(),
            real.region(),
            DECOY,
            real.partitionKey(),
            "",
            real.attributes(),
            1_000,
            false);
    Caller curious = script.role(23, "prod-curious-role");
    script.call(script.at(9, 23, 5), TableCalls.getItem(curious, decoy, 1));
    script.attack("decoy.touched", "one item", curious, decoy.arn());
  }

  /** The lake gets the same tables each night; from one night on, one more. */
  private void nightlyExports() {
    Caller lake = script.role(1, "prod-lake-export-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int service : new int[] {1, 3, 5}) {
        script.call(script.at(day, 1, service), export(lake, script.table(service)));
      }
      if (day > Fortnight.JUDGED_FROM) {
        script.call(script.at(day, 1, 9), export(lake, script.table(9)));
      }
    }
    script.twin(
        "export.by-unusual-actor",
        "nightly exports, of a new table too",
        lake.id(),
        script.table(1).arn(),
        script.table(3).arn(),
        script.table(5).arn(),
        script.table(9).arn());
  }

  /** Infrastructure as code looks at every table, every morning. */
  private void startOfDay() {
    Table first = script.table(2);
    Caller deployment = script.role(2, "prod-infrastructure-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int second = 0;
      for (Population.Service service : script.population().services()) {
        for (Table table : service.tables()) {
          if (table.account().equals(first.account())) {
            for (String name : new String[] {"DescribeTable", "DescribeContinuousBackups"}) {
              Instant time = script.at(day, 7, 30).plusSeconds(second++);
              script.call(time, describe(deployment, table, name));
            }
          }
        }
      }
    }
    script.twin("recon.enumeration", "infrastructure as code", deployment.id(), first.arn());
  }

  private static Call describe(Caller caller, Table table, String name) {
    JsonText parameters = new JsonText().object().field("tableName", table.name()).endObject();
    return Call.onItems(caller, Api.look(name), table, parameters);
  }

  private static Call export(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableArn", table.arn());
    parameters.field("s3Bucket", APPROVED_BUCKET).field("s3BucketOwner", table.account());
    parameters.field("exportFormat", "DYNAMODB_JSON").field("exportType", "FULL_EXPORT");
    return Call.onItems(
        caller, Api.change("ExportTableToPointInTime"), table, parameters.endObject());
  }

  private static Call recoveryOn(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.object("pointInTimeRecoverySpecification");
    parameters.field("pointInTimeRecoveryEnabled", true).endObject();
    return Call.onItems(
        caller, Api.change("UpdateContinuousBackups"), table, parameters.endObject());
  }

  private static Call backup(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("backupName", table.name() + "-before-change").endObject();
    return Call.onItems(caller, Api.change("CreateBackup"), table, parameters);
  }
}
