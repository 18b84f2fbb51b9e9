package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reading too much, and PartiQL by hand: attacks that hide as well as they can, and their twins.
 */
final class ReadPlants {
  private static final int NIGHTS = Fortnight.DAYS;
  private static final int SALE = Fortnight.SALE_DAY;

  private final Script script;

  ReadPlants(Script script) {
    this.script = script;
  }

  void plant() {
    scans();
    sweeps();
    many();
    partiql();
    nightlyReport();
    cacheWarmer();
    newPods();
    lookers();
  }

  private void scans() {
    Caller hasty = script.role(1, "intruder-hasty");
    pages(script.at(9, 11, 0), 400, Duration.ofMillis(1_500), hasty, script.table(1));
    script.attack("bulk-read.table-scan", "in ten minutes", hasty, script.table(1).arn());

    Caller parallel = script.role(2, "intruder-parallel", 8);
    for (int page = 0; page < 75; page++) {
      for (int segment = 0; segment < 8; segment++) {
        Instant time = script.at(9, 15, 0).plusSeconds(8L * page + segment);
        script.call(time, TableCalls.scan(parallel, script.table(2), segment, 8));
      }
    }
    script.attack("bulk-read.table-scan", "in eight segments", parallel, script.table(2).arn());

    Caller patient = script.role(3, "intruder-patient");
    pages(script.at(10, 0, 0), 1_440, Duration.ofMinutes(1), patient, script.table(3));
    script.attack("bulk-read.table-scan", "a page a minute", patient, script.table(3).arn());

    Caller taken = script.service(4).caller();
    pages(script.at(SALE, 12, 10), 350, Duration.ofSeconds(7), taken, script.table(4));
    script.attack(
        "bulk-read.table-scan",
        "by a service's own role, on the busiest day",
        taken,
        script.table(4).arn());

    Caller many = script.role(5, "intruder-of-many-sessions", 400);
    pages(script.at(12, 4, 0), 350, Duration.ofSeconds(8), many, script.table(5));
    script.attack(
        "bulk-read.table-scan", "each page in a new session", many, script.table(5).arn());

    Caller slow = script.role(8, "intruder-low-and-slow");
    for (int day = 7; day < 14; day++) {
      pages(script.at(day, 0, 5), 460, Duration.ofMinutes(3), slow, script.table(8));
    }
    script.attack(
        "bulk-read.low-and-slow", "under every floor, for a week", slow, script.table(8).arn());
  }

  private void sweeps() {
    Caller quick = script.role(6, "intruder-sweeping");
    batches(script.at(9, 19, 0), 1_000, Duration.ofMillis(220), quick, script.table(6));
    script.attack("bulk-read.key-sweep", "within four minutes", quick, script.table(6).arn());

    Caller careful = script.role(9, "intruder-sweeping-with-care");
    batches(script.at(13, 2, 2), 2_700, Duration.ofMillis(1_250), careful, script.table(9));
    script.attack(
        "bulk-read.key-sweep", "under the five-minute floor", careful, script.table(9).arn());
  }

  private void many() {
    Caller dumper = script.role(7, "intruder-with-a-dump-tool");
    List<Table> neighbours = neighbours(script.table(7));
    for (int i = 0; i < 30; i++) {
      Instant time = script.at(10, 9, 0).plusSeconds(100L * i);
      script.call(time, TableCalls.scan(dumper, neighbours.get(i)));
    }
    String all = script.table(7).arn().replace(script.table(7).name(), "*");
    script.attack("bulk-read.many-tables", "first pages within an hour", dumper, all);

    distributed(10, script.at(9, 21, 0), 5, 150, Duration.ofSeconds(20));
    distributed(11, script.at(13, 16, 0), 8, 100, Duration.ofSeconds(32));
  }

  private void distributed(int service, Instant start, int roles, int pages, Duration pace) {
    Table table = script.table(service);
    for (int i = 0; i < roles; i++) {
      Caller helper = script.role(service, "intruder-" + roles + "-of-them-" + i);
      pages(start.plusSeconds(3L * i), pages, pace, helper, table);
    }
    script.attack("bulk-read.distributed", "by " + roles + " roles", table.account(), table.arn());
  }

  private void partiql() {
    Table whole = script.table(12);
    Caller star = script.role(12, "intruder-select-star");
    statements(script.at(9, 13, 0), 400, star, whole, "SELECT * FROM \"" + whole.name() + '"');
    script.attack("bulk-read.partiql-dump", "SELECT *", star, whole.arn());
    script.attack("partiql.full-scan", "SELECT *", star, whole.arn());

    Table part = script.table(13);
    Caller chosen = script.role(13, "intruder-select-some");
    String some = "SELECT \"emailAddress\" FROM \"" + part.name() + "\" WHERE \"amount\" > ?";
    statements(script.at(10, 20, 0), 320, chosen, part, some);
    script.attack("bulk-read.partiql-dump", "a filter on no key", chosen, part.arn());

    Table known = script.table(14);
    Caller reader = script.role(14, "prod-reader-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int i = 0; i < 12; i++) {
        Instant time = script.at(day, 8 + i, 7);
        script.call(time, TableCalls.getItem(reader, known, 50 * day + i));
      }
    }
    script.call(script.at(9, 16, 20), TableCalls.select(reader, known, "*", 7));
    script.attack("partiql.first-use", "by a role with a history", reader, known.arn());

    Table ledger = script.table(16);
    Caller user = script.role(16, "prod-ledger-role", 3);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int i = 0; i < 20; i++) {
        Instant time = script.at(day, 6 + i / 2, 30 * (i % 2));
        script.call(time, TableCalls.select(user, ledger, "\"status\"", 100 * day + i));
      }
    }
    script.call(
        script.at(12, 11, 11), TableCalls.select(user, ledger, "\"emailAddress\",\"payload\"", 3));
    script.attack("partiql.new-statement-shape", "one statement", user, ledger.arn());

    Table emptied = script.table(18);
    Caller deleter = script.role(18, "intruder-deleting");
    for (int i = 0; i < 700; i++) {
      String text =
          "DELETE FROM \"%s\" WHERE \"%s\" = '%s'"
              .formatted(emptied.name(), emptied.partitionKey(), emptied.partition(i));
      Instant time = script.at(13, 10, 0).plusMillis(400L * i);
      script.call(time, TableCalls.statement(deleter, emptied, text));
    }
    script.attack("partiql.mass-write", "within five minutes", deleter, emptied.arn());
  }

  /** Under the floors each night; more than they are on the busiest day, but not thrice as much. */
  private void nightlyReport() {
    Caller report = script.role(0, "prod-report-role");
    for (int day = 0; day < NIGHTS; day++) {
      int pages = day == SALE ? 600 : 250;
      Duration pace = Duration.ofMillis(2_700_000 / pages);
      pages(script.at(day, 3, 0), pages, pace, report, script.table(0));
    }
    script.twin("bulk-read.table-scan", "nightly report", report.id(), script.table(0).arn());

    Caller counter = script.role(0, "prod-capacity-planning-role");
    for (int page = 0; page < 400; page++) {
      Instant time = script.at(9, 10, 0).plusSeconds(2L * page);
      script.call(time, TableCalls.count(counter, script.table(0)));
    }
    script.twin(
        "bulk-read.table-scan", "items counted, none read", counter.id(), script.table(0).arn());
  }

  private void cacheWarmer() {
    Caller warmer = script.role(19, "prod-cache-warmer-role", 2);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int batches = day == SALE ? 550 : 250;
      Duration pace = Duration.ofMillis(270_000 / batches);
      batches(script.at(day, 5, 30), batches, pace, warmer, script.table(19));
    }
    script.twin("bulk-read.key-sweep", "cache warmed", warmer.id(), script.table(19).arn());
  }

  /**
   * A deployment: pods with new names and addresses, each of which loads what it needs at start.
   */
  private void newPods() {
    Table reference = script.service(20).batch();
    Caller former = script.service(20).caller();
    Caller pods =
        Caller.role(
            Caller.Kind.POD,
            former.account(),
            former.name(),
            former.sessions() + 24,
            former.userAgent());
    pages(script.at(Fortnight.DEPLOYMENT_DAY, 13, 30), 96, Duration.ofSeconds(3), pods, reference);
    script.twin("bulk-read.table-scan", "pods start", pods.id(), reference.arn());
  }

  /** People who look at many tables in the console, a few pages of each. */
  private void lookers() {
    Table first = script.table(7);
    String role = "AWSReservedSSO_Analyst_" + Hash.hex(Hash.of("analyst", 1), 16);
    Caller analyst = Caller.role(Caller.Kind.PERSON, first.account(), role, 2, UserAgents.BROWSER);
    List<Table> tables = neighbours(first);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int i = 0; i < (day == 9 ? 60 : 12); i++) {
        Instant time = script.at(day, 9, 0).plusSeconds(40L * i);
        script.call(time, TableCalls.look(analyst, tables.get(i % 15)));
      }
    }
    script.twin(
        "bulk-read.many-tables",
        "console",
        analyst.id(),
        tables.stream().map(Table::arn).toArray(String[]::new));
  }

  private List<Table> neighbours(Table table) {
    Stream<Table> all =
        script.population().services().stream().flatMap(Population.Service::allTables);
    return all.filter(other -> other.account().equals(table.account()))
        .filter(other -> other.region().equals(table.region()))
        .toList();
  }

  private void pages(Instant start, int count, Duration pace, Caller caller, Table table) {
    for (int page = 0; page < count; page++) {
      script.call(start.plus(pace.multipliedBy(page)), TableCalls.scan(caller, table));
    }
  }

  private void batches(Instant start, int count, Duration pace, Caller caller, Table table) {
    for (int batch = 0; batch < count; batch++) {
      Call call = TableCalls.batchGet(caller, table, 100 * batch, 100);
      script.call(start.plus(pace.multipliedBy(batch)), call);
    }
  }

  private void statements(Instant start, int count, Caller caller, Table table, String text) {
    for (int page = 0; page < count; page++) {
      script.call(start.plusSeconds(8L * page), TableCalls.statement(caller, table, text));
    }
  }
}
