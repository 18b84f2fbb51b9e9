package io.exposuremonitor.job.simulation;

import static io.exposuremonitor.job.simulation.CopyPlants.APPROVED_BUCKET;

import java.util.Locale;

/** Reads of exported files: by intruders and by legitimate readers. */
final class ExportFilePlants {
  /** A role that may read exported files according to the policy. */
  static final String READER = "prod-lake-loader-role";

  private static final String ID = "export.objects-read";
  private static final int FILES = 20;

  private final Script script;
  private final Table table;
  private final String region;

  ExportFilePlants(Script script) {
    this.script = script;
    table = script.table(27);
    region = table.region();
  }

  void plant() {
    Caller archive = script.role(27, "prod-archive-role");
    Caller analytics = script.role(27, "prod-analytics-role");
    Caller asked = AwsServices.athena(table.account(), "prod-query-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.call(
          script.at(day, 2, 0), ExportCalls.export(archive, table, APPROVED_BUCKET, id(day)));
      for (int file = 0; file < FILES; file++) {
        script.call(script.at(day, 4, file), get(analytics, day, file));
        script.call(script.at(day, 6, file), get(asked, day, file));
      }
    }
    script.twin(ID, "an analytics job that reads every day", analytics, table);
    script.twin(ID, "Athena for a role that queries every day", asked, table);
    thieves();
    newcomers(archive);
  }

  private void thieves() {
    Caller intruder = script.role(27, "intruder-at-the-lake");
    for (int file = 0; file < FILES; file++) {
      script.call(script.at(12, 23, file), get(intruder, 12, file));
    }
    script.attack(ID, "twenty files", intruder, table);

    Caller copying = script.role(27, "intruder-copying");
    script.call(
        script.at(11, 12, 5),
        ExportCalls.copy(
            copying, region, APPROVED_BUCKET, ExportCalls.file(id(11), 3), "elsewhere"));
    script.attack(
        ID,
        "one file copied within S3, on the sale day",
        copying.id(),
        table.arn(),
        "arn:aws:s3:::elsewhere");

    Caller late = script.role(27, "intruder-after-days", 9);
    script.call(script.at(13, 3, 0), get(late, 9, 0));
    script.attack(ID, "one file of an export four days old", late, table);
  }

  private void newcomers(Caller archive) {
    Caller loader = script.role(27, READER);
    Caller cataloguing = script.role(27, "prod-crawler-role");
    for (int file = 0; file < FILES; file++) {
      script.call(script.at(10, 5, file), get(loader, 10, file));
      script.call(script.at(11, 5, file), get(archive, 11, file));
      script.call(
          script.at(10, 6, file),
          ExportCalls.get(
              cataloguing,
              region,
              APPROVED_BUCKET,
              "AWSDynamoDB/" + id(10) + "/manifest-files.json"));
    }
    script.twin(ID, "a reader approved by the policy", loader, table);
    script.twin(ID, "the role that made the export", archive, table);
    script.twin(ID, "a role that reads only manifests", cataloguing, table);
  }

  private Call get(Caller caller, int day, int file) {
    return ExportCalls.get(caller, region, APPROVED_BUCKET, ExportCalls.file(id(day), file));
  }

  private String id(int day) {
    return String.format(Locale.ROOT, "0%d-0000000%x", script.at(day, 2, 0).toEpochMilli(), day);
  }
}
