package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Actors that do what they never did, and their innocent twins. */
final class ConductPlants {
  private static final Api PUT_ITEM = Api.write("PutItem");
  private static final Api UPDATE_ITEM = Api.write("UpdateItem");

  private final Script script;

  ConductPlants(Script script) {
    this.script = script;
  }

  void plant() {
    enumeration();
    refusals();
    writesThatRead();
    exportedFiles();
  }

  private void enumeration() {
    Table first = script.table(24);
    Caller intruder = script.role(24, "intruder-looking-around");
    Instant time = script.at(9, 14, 0);
    for (Table table : neighbours(first, 30)) {
      for (String name : new String[] {"DescribeTable", "DescribeTimeToLive"}) {
        JsonText parameters = new JsonText().object().field("tableName", table.name());
        script.call(time, Call.onItems(intruder, Api.look(name), table, parameters.endObject()));
        time = time.plusSeconds(20);
      }
    }
    String all = "arn:aws:dynamodb:*:" + first.account() + ":table/*";
    script.attack("recon.enumeration", "with two calls on each table", intruder, all);
  }

  private void refusals() {
    Table opened = script.table(25);
    Caller prober = script.role(25, "intruder-trying-doors");
    List<Table> tables = neighbours(opened, 12);
    for (int i = 0; i < tables.size(); i++) {
      Call scan = TableCalls.scan(prober, tables.get(i));
      Instant time = script.at(10, 13, 0).plusSeconds(45L * i);
      script.call(time, scan.failing("AccessDeniedException", "not authorized"));
    }
    script.call(script.at(10, 13, 30), TableCalls.scan(prober, opened));
    script.attack("access.denied-burst", "and one that was open", prober, opened.arn());

    Caller unready = script.role(25, "prod-unready-role");
    for (int i = 0; i < 400; i++) {
      Call read = TableCalls.getItem(unready, opened, i);
      Instant time = script.at(11, 9, 0).plusSeconds(4L * i);
      script.call(time, i < 300 ? read.failing("AccessDeniedException", "not authorized") : read);
    }
    script.twin("access.denied-burst", "a permission that was missing", unready.id(), opened.arn());
  }

  private void writesThatRead() {
    Table table = script.table(26);
    Caller writer = script.role(26, "prod-collecting-role");
    Caller upserter = script.role(26, "prod-upserting-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int i = 0; i < 150; i++) {
        Instant time = script.at(day, 8, 0).plus(Duration.ofSeconds(20L * i));
        script.call(time, write(writer, PUT_ITEM, table, 200 * day + i, "NONE"));
        script.call(time, write(upserter, PUT_ITEM, table, 200 * day + i, "ALL_OLD"));
      }
    }
    for (int i = 0; i < 400; i++) {
      Instant time = script.at(11, 20, 0).plusSeconds(5L * i);
      script.call(time, write(writer, UPDATE_ITEM, table, i, "ALL_NEW"));
    }
    script.attack("access.write-as-read", "by a role that only writes", writer, table.arn());
    script.twin("access.write-as-read", "writes that always tell", upserter.id(), table.arn());
  }

  private static Call write(Caller caller, Api api, Table table, int item, String returned) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    table.writeKey(parameters, "key", item);
    parameters.field("returnValues", returned);
    return Call.onItems(caller, api, table, parameters.endObject());
  }

  private void exportedFiles() {
    Table table = script.table(27);
    Caller archive = script.role(27, "prod-archive-role");
    Caller analytics = script.role(27, "prod-analytics-role");
    Caller intruder = script.role(27, "intruder-at-the-lake");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      String id = "0%d-0000000%x".formatted(script.at(day, 2, 0).toEpochMilli(), day);
      script.call(script.at(day, 2, 0), export(archive, table, id));
      for (int file = 0; file < 20; file++) {
        script.call(script.at(day, 4, file), fetch(analytics, table, id, file));
        if (day == 12) {
          script.call(script.at(day, 23, file), fetch(intruder, table, id, file));
        }
      }
    }
    script.attack("export.objects-read", "twenty files", intruder, table.arn());
    script.twin("export.objects-read", "analytics", analytics.id(), table.arn());
  }

  private static Call export(Caller caller, Table table, String id) {
    JsonText parameters = new JsonText().object().field("tableArn", table.arn());
    parameters.field("s3Bucket", CopyPlants.APPROVED_BUCKET);
    parameters.field("s3BucketOwner", table.account()).field("exportType", "FULL_EXPORT");
    JsonText response = new JsonText().object().object("exportDescription");
    response.field("exportArn", table.arn() + "/export/" + id).endObject().endObject();
    return Call.onItems(
            caller, Api.change("ExportTableToPointInTime"), table, parameters.endObject())
        .withResponse(response);
  }

  private static Call fetch(Caller caller, Table table, String id, int file) {
    JsonText parameters = new JsonText().object();
    parameters.field("bucketName", CopyPlants.APPROVED_BUCKET);
    parameters.field("key", "AWSDynamoDB/" + id + "/data/part" + file + ".json.gz").endObject();
    Api get = Api.otherData("s3", "GetObject", true);
    return Call.plain(caller, get, table.region(), parameters);
  }

  /** Tables of the same account and Region, the first ones. */
  private List<Table> neighbours(Table table, int count) {
    return script.population().services().stream()
        .flatMap(Population.Service::allTables)
        .filter(other -> other.account().equals(table.account()))
        .filter(other -> other.region().equals(table.region()))
        .filter(other -> !other.arn().equals(table.arn()))
        .limit(count)
        .toList();
  }
}
