package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Attackers that enumerate tables, are refused, or read items back through writes, and actors that
 * do so legitimately.
 */
final class ConductPlants {
  /** A role whose failed conditions return items; the policy suppresses the finding. */
  static final String LOCKING = "prod-locking-role";

  private static final String ENUMERATION = "recon.enumeration";
  private static final String REFUSED = "access.denied-burst";
  private static final String READ_BACK = "access.write-as-read";

  private static final Api PUT_ITEM = Api.write("PutItem");
  private static final Api UPDATE_ITEM = Api.write("UpdateItem");
  private static final Api DELETE_ITEM = Api.write("DeleteItem");

  private static final String[] LISTS = {
    "ListTables",
    "ListBackups",
    "ListExports",
    "ListImports",
    "ListGlobalTables",
    "ListContributorInsights",
    "ListStreams",
    "DescribeLimits"
  };

  /** The calls of the console's page about a table. */
  private static final String[] CONSOLE_DESCRIBES = {
    "DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"
  };

  private final Script script;

  ConductPlants(Script script) {
    this.script = script;
  }

  void plant() {
    enumeration();
    infrastructure();
    newColleague();
    refusals();
    innocentRefusals();
    writesThatRead();
    writesThatMay();
  }

  private void enumeration() {
    Table first = script.table(24);
    List<Table> tables = script.neighbours(first);
    String all = first.allInAccount();

    Caller intruder = script.role(24, "intruder-looking-around");
    script.series(
        script.at(9, 14, 0),
        60,
        Duration.ofSeconds(20),
        i ->
            describe(
                intruder, tables.get(i / 2), i % 2 == 0 ? "DescribeTable" : "DescribeTimeToLive"));
    script.attack(ENUMERATION, "two calls on each of 30 tables", intruder, all);

    Caller refused = script.role(24, "intruder-refused-a-look");
    script.series(
        script.at(12, 3, 0),
        50,
        Duration.ofSeconds(60),
        i ->
            describe(refused, tables.get(i % 30), i < 30 ? "DescribeTable" : "GetResourcePolicy")
                .denied());
    script.attack(ENUMERATION, "calls that are all refused", refused, all);

    Caller traveller = script.role(24, "intruder-of-many-regions", 30);
    String[] regions = {
      "eu-central-1", "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2", "sa-east-1"
    };
    script.series(
        script.at(11, 12, 0),
        48,
        Duration.ofSeconds(70),
        i ->
            Call.withoutResources(
                traveller,
                Api.inspect(LISTS[i % 8]),
                regions[i / 8],
                new JsonText().object().field("limit", 100).endObject()));
    script.attack(ENUMERATION, "list calls in six Regions, on the sale day", traveller, all);
  }

  /** Infrastructure as code describes every table each morning, including newly created ones. */
  private void infrastructure() {
    String account = script.table(2).account();
    Caller deployment = script.role(2, "prod-infrastructure-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      Instant time = script.at(day, 7, 30);
      for (Population.Service service : script.population().services()) {
        for (Table table : service.tables()) {
          if (table.account().equals(account)) {
            for (String name : new String[] {"DescribeTable", "DescribeContinuousBackups"}) {
              script.call(time, describe(deployment, table, name));
              time = time.plusSeconds(1);
            }
          }
        }
      }
      if (day >= Fortnight.DEPLOYMENT_DAY) {
        for (int i = 0; i < 12; i++) {
          script.call(
              time, describe(deployment, script.newTable(2, "prod-feature-" + i), "DescribeTable"));
        }
      }
    }
    script.twin(
        ENUMERATION,
        "infrastructure as code, with a dozen new tables",
        deployment.id(),
        script.table(2).allInAccount());
  }

  private void newColleague() {
    List<Table> tables = script.neighbours(script.table(0));
    Table first = script.table(2);
    Caller developer = person(first, "AWSReservedSSO_NewColleague_0123456789abcdef");
    script.series(
        script.at(12, 10, 0),
        120,
        Duration.ofSeconds(20),
        i -> describe(developer, tables.get(i / 4), CONSOLE_DESCRIBES[i % 4]));
    script.twin(
        ENUMERATION, "a new colleague in the console", developer.id(), first.allInAccount());
  }

  private void refusals() {
    Table opened = script.table(25);
    Caller prober = script.role(25, "intruder-trying-doors");
    List<Table> tables = script.neighbours(opened);
    for (int i = 0; i < 12; i++) {
      Instant time = script.at(10, 13, 0).plusSeconds(45L * i);
      script.call(time, TableCalls.scan(prober, tables.get(i)).denied());
    }
    script.call(script.at(10, 13, 30), TableCalls.scan(prober, opened));
    script.attack(REFUSED, "twelve tables refused, then one scanned", prober, opened);

    Table exported = script.newTable(1, "prod-tax-records");
    Caller exporting = script.role(1, "intruder-finding-a-way");
    Call[] ways = {
      TableCalls.scan(exporting, exported),
      TableCalls.getItem(exporting, exported, 1),
      TableCalls.query(exporting, exported, 1),
      TableCalls.batchGet(exporting, exported, 1, 2),
      TableCalls.transactGet(exporting, exported, 1, 2),
      TableCalls.select(exporting, exported, "*", 1),
      StreamReads.open(exporting, exported),
      ProtectionCalls.backup(exporting, exported),
      describe(exporting, exported, "GetResourcePolicy")
    };
    for (int i = 0; i < ways.length; i++) {
      script.call(script.at(12, 1, 4 * i), ways[i].denied());
    }
    script.call(
        script.at(12, 1, 55),
        ExportCalls.export(exporting, exported, CopyPlants.APPROVED_BUCKET, "01-beef"));
    script.attack(
        REFUSED, "nine refused calls on one table, then an export of it", exporting, exported);
  }

  private void innocentRefusals() {
    Table opened = script.table(25);
    Caller unready = script.role(25, "prod-unready-role");
    script.series(
        script.at(11, 9, 0),
        400,
        Duration.ofSeconds(4),
        i -> {
          Call read = TableCalls.getItem(unready, opened, i);
          return i < 300 ? read.denied() : read;
        });
    script.twin(REFUSED, "a missing permission, granted later", unready, opened);

    Table owned = script.newTable(3, "prod-shifts");
    Caller limited = person(owned, "AWSReservedSSO_Limited_0123456789abcdef");
    for (int i = 0; i < LISTS.length; i++) {
      Call page =
          Call.withoutResources(
              limited, Api.inspect(LISTS[i]), owned.region(), new JsonText().object().endObject());
      script.call(script.at(12, 11, i), page.denied());
    }
    script.call(
        script.at(12, 11, 9), describe(limited, owned, "DescribeContinuousBackups").denied());
    script.call(script.at(12, 11, 10), describe(limited, owned, "DescribeTimeToLive").denied());
    script.call(script.at(12, 11, 12), TableCalls.browse(limited, owned));
    script.twin(REFUSED, "a person without access to some pages of the console", limited, owned);
  }

  private void writesThatRead() {
    Table table = script.table(26);
    Caller writer = script.role(26, "prod-collecting-role");
    writesDaily(writer, table, "NONE");
    script.series(
        script.at(11, 20, 0),
        400,
        Duration.ofSeconds(5),
        i -> write(writer, UPDATE_ITEM, table, i, "ALL_NEW"));
    script.attack(
        READ_BACK, "updates that return items, by a role that never reads", writer, table);

    Table deleted = script.newTable(4, "prod-signatures");
    Caller deleting = script.role(4, "prod-signature-role", 30);
    writesDaily(deleting, deleted, "NONE");
    script.series(
        script.at(12, 2, 0),
        200,
        Duration.ofSeconds(12),
        i -> write(deleting, DELETE_ITEM, deleted, i, "ALL_OLD"));
    script.attack(READ_BACK, "deletes that return items, in thirty sessions", deleting, deleted);

    Table failed = script.newTable(5, "prod-enrolments");
    Caller failing = script.role(5, "prod-enrolment-role");
    script.series(
        script.at(13, 3, 0),
        12,
        Duration.ofSeconds(30),
        i -> TableCalls.transactReadBack(failing, failed, 25 * i, 25));
    script.attack(READ_BACK, "a dozen failed transactions that return items", failing, failed);
  }

  private void writesThatMay() {
    Table table = script.table(26);
    Caller upserter = script.role(26, "prod-upserting-role");
    writesDaily(upserter, table, "ALL_OLD");
    script.twin(READ_BACK, "writes that have always returned items", upserter, table);

    Table counted = script.newTable(6, "prod-counters");
    Caller both = script.role(6, "prod-counting-role");
    script.daily(9, 15, day -> TableCalls.getItem(both, counted, day));
    script.series(
        script.at(11, 12, 0),
        600,
        Duration.ofSeconds(3),
        i -> write(both, UPDATE_ITEM, counted, i, "ALL_NEW"));
    script.twin(
        READ_BACK, "updates that return items, by a role that also reads the table", both, counted);

    Table locks = script.newTable(7, "prod-locks");
    Caller locking = script.role(7, LOCKING);
    script.daily(14, 0, day -> TableCalls.transactReadBack(locking, locks, 10 * day, 2));
    script.twin(READ_BACK, "a locking library, suppressed by the policy", locking, locks);
  }

  private void writesDaily(Caller caller, Table table, String returned) {
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int first = 200 * day;
      script.series(
          script.at(day, 8, 0),
          150,
          Duration.ofSeconds(20),
          i -> write(caller, PUT_ITEM, table, first + i, returned));
    }
  }

  private static Call write(Caller caller, Api api, Table table, int item, String returned) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    table.writeKey(parameters, "key", item);
    parameters.field("returnValues", returned);
    return Call.onItems(caller, api, table, parameters.endObject());
  }

  private static Call describe(Caller caller, Table table, String name) {
    JsonText parameters = new JsonText().object().field("tableName", table.name()).endObject();
    return Call.onItems(caller, Api.inspect(name), table, parameters);
  }

  private static Caller person(Table beside, String role) {
    return Caller.person(beside.account(), role, 1);
  }
}
