package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Actors that look around, are refused, or read by writing; and those who always do. */
final class ConductPlants {
  /** Locks by conditions that give the item back, which somebody answered for in the policy. */
  static final String LOCKING = "prod-locking-role";

  private static final String LOOKS = "recon.enumeration";
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

  private final Script script;

  ConductPlants(Script script) {
    this.script = script;
  }

  void plant() {
    enumeration();
    rounds();
    refusals();
    innocentRefusals();
    writesThatRead();
    writesThatMay();
  }

  private void enumeration() {
    Table first = script.table(24);
    List<Table> tables = script.neighbours(first);
    String all = "arn:aws:dynamodb:*:" + first.account() + ":table/*";

    Caller intruder = script.role(24, "intruder-looking-around");
    script.series(
        script.at(9, 14, 0),
        60,
        Duration.ofSeconds(20),
        i ->
            look(intruder, tables.get(i / 2), i % 2 == 0 ? "DescribeTable" : "DescribeTimeToLive"));
    script.attack(LOOKS, "with two calls on each table", intruder, all);

    Caller refused = script.role(24, "intruder-refused-a-look");
    script.series(
        script.at(12, 3, 0),
        50,
        Duration.ofSeconds(60),
        i ->
            look(refused, tables.get(i % 30), i < 30 ? "DescribeTable" : "GetResourcePolicy")
                .failing("AccessDeniedException", "not authorized"));
    script.attack(LOOKS, "refused every time", refused, all);

    Caller traveller = script.role(24, "intruder-of-many-regions", 30);
    String[] regions = {
      "eu-central-1", "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2", "sa-east-1"
    };
    script.series(
        script.at(11, 12, 0),
        48,
        Duration.ofSeconds(70),
        i ->
            Call.plain(
                traveller,
                Api.look(LISTS[i % 8]),
                regions[i / 8],
                new JsonText().object().field("limit", 100).endObject()));
    script.attack(LOOKS, "lists in six Regions, on the busiest day", traveller, all);
  }

  /** Infrastructure as code looks at every table, every morning, and at new ones when they come. */
  private void rounds() {
    Table first = script.table(2);
    Caller deployment = script.role(2, "prod-infrastructure-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      Instant time = script.at(day, 7, 30);
      for (Population.Service service : script.population().services()) {
        for (Table table : service.tables()) {
          if (table.account().equals(first.account())) {
            for (String name : new String[] {"DescribeTable", "DescribeContinuousBackups"}) {
              script.call(time, look(deployment, table, name));
              time = time.plusSeconds(1);
            }
          }
        }
      }
      if (day >= Fortnight.DEPLOYMENT_DAY) {
        for (int i = 0; i < 12; i++) {
          script.call(time, look(deployment, script.own(2, "feature-" + i), "DescribeTable"));
        }
      }
    }
    String all = "arn:aws:dynamodb:*:" + first.account() + ":table/*";
    script.twin(LOOKS, "infrastructure as code, with a dozen new tables", deployment.id(), all);

    List<Table> tables = script.neighbours(script.table(0));
    Caller developer = person(first, "AWSReservedSSO_NewColleague_0123456789abcdef");
    script.series(
        script.at(12, 10, 0),
        120,
        Duration.ofSeconds(20),
        i ->
            look(
                developer,
                tables.get(i / 4),
                new String[] {
                      "DescribeTable",
                      "DescribeTimeToLive",
                      "DescribeContinuousBackups",
                      "ListTagsOfResource"
                    }
                    [i % 4]));
    script.twin(LOOKS, "a new colleague in the console", developer.id(), all);
  }

  private void refusals() {
    Table opened = script.table(25);
    Caller prober = script.role(25, "intruder-trying-doors");
    List<Table> tables = script.neighbours(opened);
    for (int i = 0; i < 12; i++) {
      Instant time = script.at(10, 13, 0).plusSeconds(45L * i);
      script.call(time, refused(TableCalls.scan(prober, tables.get(i))));
    }
    script.call(script.at(10, 13, 30), TableCalls.scan(prober, opened));
    script.attack(REFUSED, "and one that was open", prober, opened);

    Table exported = script.own(1, "tax-records");
    Caller exporting = script.role(1, "intruder-finding-a-way");
    Call[] ways = {
      TableCalls.scan(exporting, exported),
      TableCalls.getItem(exporting, exported, 1),
      TableCalls.query(exporting, exported, 1),
      TableCalls.batchGet(exporting, exported, 1, 2),
      TableCalls.transactGet(exporting, exported, 1, 2),
      TableCalls.select(exporting, exported, "*", 1),
      StreamReads.open(exporting, exported),
      CopyPlants.backup(exporting, exported),
      look(exporting, exported, "GetResourcePolicy")
    };
    for (int i = 0; i < ways.length; i++) {
      script.call(script.at(12, 1, 4 * i), refused(ways[i]));
    }
    script.call(
        script.at(12, 1, 55),
        ExportCalls.export(exporting, exported, CopyPlants.APPROVED_BUCKET, "01-beef"));
    script.attack(REFUSED, "nine ways into one table, the tenth is open", exporting, exported);
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
          return i < 300 ? refused(read) : read;
        });
    script.twin(REFUSED, "a permission that was missing", unready, opened);

    Table owned = script.own(3, "shifts");
    Caller limited = person(owned, "AWSReservedSSO_Limited_0123456789abcdef");
    for (int i = 0; i < LISTS.length; i++) {
      Call page =
          Call.plain(
              limited, Api.look(LISTS[i]), owned.region(), new JsonText().object().endObject());
      script.call(script.at(12, 11, i), refused(page));
    }
    script.call(script.at(12, 11, 9), refused(look(limited, owned, "DescribeContinuousBackups")));
    script.call(script.at(12, 11, 10), refused(look(limited, owned, "DescribeTimeToLive")));
    script.call(script.at(12, 11, 12), TableCalls.look(limited, owned));
    script.twin(REFUSED, "pages of the console that somebody may not see", limited, owned);
  }

  private void writesThatRead() {
    Table table = script.table(26);
    Caller writer = script.role(26, "prod-collecting-role");
    writesAsEver(writer, table, "NONE");
    script.series(
        script.at(11, 20, 0),
        400,
        Duration.ofSeconds(5),
        i -> write(writer, UPDATE_ITEM, table, i, "ALL_NEW"));
    script.attack(READ_BACK, "by a role that only writes", writer, table);

    Table deleted = script.own(4, "signatures");
    Caller deleting = script.role(4, "prod-signature-role", 30);
    writesAsEver(deleting, deleted, "NONE");
    script.series(
        script.at(12, 2, 0),
        200,
        Duration.ofSeconds(12),
        i -> write(deleting, DELETE_ITEM, deleted, i, "ALL_OLD"));
    script.attack(READ_BACK, "deletes that give back, in thirty sessions", deleting, deleted);

    Table failed = script.own(5, "enrolments");
    Caller failing = script.role(5, "prod-enrolment-role");
    script.series(
        script.at(13, 3, 0),
        12,
        Duration.ofSeconds(30),
        i -> TableCalls.transactReadBack(failing, failed, 25 * i, 25));
    script.attack(READ_BACK, "a dozen transactions that fail", failing, failed);
  }

  private void writesThatMay() {
    Table table = script.table(26);
    Caller upserter = script.role(26, "prod-upserting-role");
    writesAsEver(upserter, table, "ALL_OLD");
    script.twin(READ_BACK, "writes that always tell", upserter, table);

    Table counted = script.own(6, "counters");
    Caller both = script.role(6, "prod-counting-role");
    script.daily(9, 15, day -> TableCalls.getItem(both, counted, day));
    script.series(
        script.at(11, 12, 0),
        600,
        Duration.ofSeconds(3),
        i -> write(both, UPDATE_ITEM, counted, i, "ALL_NEW"));
    script.twin(READ_BACK, "new values, to whoever reads the table too", both, counted);

    Table locks = script.own(7, "locks");
    Caller locking = script.role(7, LOCKING);
    script.daily(14, 0, day -> TableCalls.transactReadBack(locking, locks, 10 * day, 2));
    script.twin(READ_BACK, "a library that locks, as the policy answers for", locking, locks);
  }

  private void writesAsEver(Caller caller, Table table, String returned) {
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

  private static Call look(Caller caller, Table table, String name) {
    JsonText parameters = new JsonText().object().field("tableName", table.name()).endObject();
    return Call.onItems(caller, Api.look(name), table, parameters);
  }

  private static Call refused(Call call) {
    return call.failing("AccessDeniedException", "not authorized");
  }

  private static Caller person(Table beside, String role) {
    return Caller.role(Caller.Kind.PERSON, beside.account(), role, 1, UserAgents.BROWSER);
  }
}
