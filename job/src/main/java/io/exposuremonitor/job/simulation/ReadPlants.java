package io.exposuremonitor.job.simulation;

import static io.exposuremonitor.job.simulation.Fortnight.SALE_DAY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Attacks that read too much, each hidden from one property that a detection may rely on. */
final class ReadPlants {
  /** A table whose size the policy states. */
  static final String SIZED = "prod-loyalty-points";

  /** A larger table whose size the policy states. */
  static final String LARGE = "prod-loyalty-archive";

  /** A table whose number of items the policy states. */
  static final String COUNTED = "prod-gift-cards";

  /** A smaller table whose number of items the policy states. */
  static final String SMALL = "prod-vouchers";

  private final Script script;

  ReadPlants(Script script) {
    this.script = script;
  }

  void plant() {
    scans();
    hiddenScans();
    sweeps();
    slow();
    manyTables();
    distributed();
  }

  private void scans() {
    Caller hasty = script.role(1, "intruder-hasty");
    pages(script.at(9, 11, 0), 400, Duration.ofMillis(1_500), hasty, script.table(1));
    scan("400 pages in ten minutes", hasty, script.table(1));

    Caller parallel = script.role(2, "intruder-parallel", 8);
    for (int page = 0; page < 75; page++) {
      for (int segment = 0; segment < 8; segment++) {
        Instant time = script.at(9, 15, 0).plusSeconds(8L * page + segment);
        script.call(time, TableCalls.scanSegment(parallel, script.table(2), segment, 8));
      }
    }
    scan("eight segments in parallel", parallel, script.table(2));

    Caller patient = script.role(3, "intruder-patient");
    pages(script.at(10, 0, 0), 1_440, Duration.ofMinutes(1), patient, script.table(3));
    scan("a page a minute for a day", patient, script.table(3));

    Caller taken = script.service(4).caller();
    pages(script.at(SALE_DAY, 12, 10), 350, Duration.ofSeconds(7), taken, script.table(4));
    scan("by a service's own role, on the sale day", taken, script.table(4));

    Caller many = script.role(5, "intruder-of-many-sessions", 400);
    pages(script.at(12, 4, 0), 350, Duration.ofSeconds(8), many, script.table(5));
    scan("each page in a new session", many, script.table(5));
  }

  private void hiddenScans() {
    Table indexed = script.newTable(6, "prod-loans");
    Caller sideways = script.role(6, "intruder-at-the-index");
    script.series(
        script.at(9, 17, 0),
        400,
        Duration.ofSeconds(6),
        page -> TableCalls.scanIndex(sideways, indexed));
    scan("through an index", sideways, indexed);

    Table tenants = script.newTable(17, "prod-tenants");
    Caller asking = script.role(17, "intruder-at-one-partition");
    script.series(
        script.at(11, 10, 0),
        400,
        Duration.ofSeconds(6),
        page -> TableCalls.queryNext(asking, tenants, 3, page));
    scan("one large partition by Query", asking, tenants);

    Table browsed = script.newTable(7, "prod-pledges");
    String account = browsed.account();
    Caller posing =
        Caller.role(Caller.Kind.FUNCTION, account, "intruder-in-disguise", 1, UserAgents.BROWSER);
    pages(script.at(10, 12, 0), 400, Duration.ofSeconds(6), posing, browsed);
    scan("by a script that poses as a browser", posing, browsed);

    Table mixed = script.newTable(8, "prod-coupons");
    Caller mixing = script.role(8, "intruder-mixing");
    String all = "SELECT * FROM \"" + mixed.name() + '"';
    pages(script.at(12, 14, 0), 160, Duration.ofSeconds(20), mixing, mixed);
    script.series(
        script.at(12, 14, 0),
        160,
        Duration.ofSeconds(20),
        page -> TableCalls.statement(mixing, mixed, all));
    scan("half by Scan and half by PartiQL, each below the floor", mixing, mixed);

    Table sized = script.newTable(9, SIZED);
    Caller frugal = script.role(9, "intruder-frugal");
    pages(script.at(10, 1, 0), 120, Duration.ofMinutes(10), frugal, sized);
    scan("six pages an hour, over half of a 200 MiB table", frugal, sized);

    Table foreign = script.newTable(10, "prod-claims");
    Caller neighbour = script.role(11, "intruder-next-door");
    script.series(
        script.at(13, 12, 0),
        350,
        Duration.ofSeconds(9),
        page -> TableCalls.scanByArn(neighbour, foreign));
    scan("from another account, by the table's ARN", neighbour, foreign);
  }

  private void scan(String story, Caller who, Table table) {
    script.attack("bulk-read.table-scan", story, who, table);
  }

  private void sweeps() {
    Caller quick = script.role(6, "intruder-sweeping");
    batches(script.at(9, 19, 0), 1_000, Duration.ofMillis(220), quick, script.table(6));
    sweep("a hundred thousand keys within four minutes", quick, script.table(6));

    Caller careful = script.role(9, "intruder-sweeping-with-care");
    batches(script.at(13, 2, 2), 2_700, Duration.ofMillis(1_250), careful, script.table(9));
    sweep("below the five-minute floor, for almost an hour", careful, script.table(9));

    Table counted = script.newTable(12, COUNTED);
    Caller bundling = script.role(12, "intruder-in-transactions");
    script.series(
        script.at(10, 1, 0),
        700,
        Duration.ofSeconds(110),
        i -> TableCalls.transactGet(bundling, counted, 25 * i, 25));
    sweep("transactions all day, over half of 30,000 items", bundling, counted);

    Table small = script.newTable(13, SMALL);
    Caller single = script.role(13, "intruder-item-by-item", 40);
    script.series(
        script.at(SALE_DAY, 3, 0),
        3_300,
        Duration.ofSeconds(20),
        i -> TableCalls.getItem(single, small, i));
    sweep("item by item in forty sessions, on the sale day", single, small);
  }

  private void sweep(String story, Caller who, Table table) {
    script.attack("bulk-read.key-sweep", story, who, table);
  }

  private void slow() {
    Caller slow = script.role(8, "intruder-low-and-slow");
    Table whole = script.table(8);
    Caller switching = script.role(14, "intruder-changing-ways");
    Table changed = script.newTable(14, "prod-mandates");
    String all = "SELECT * FROM \"" + changed.name() + '"';
    Caller few = script.role(15, "intruder-with-patience");
    Table large = script.newTable(15, LARGE);
    for (int day = 7; day < 14; day++) {
      pages(script.at(day, 0, 5), 460, Duration.ofMinutes(3), slow, whole);
      boolean byStatement = day % 2 == 0;
      script.series(
          script.at(day, 0, 6),
          460,
          Duration.ofMinutes(3),
          page ->
              byStatement
                  ? TableCalls.statement(switching, changed, all)
                  : TableCalls.scan(switching, changed));
      pages(script.at(day, 2, 10), 60, Duration.ofMinutes(3), few, large);
    }
    slowly("below every floor, for a week", slow, whole);
    slowly("Scan and PartiQL on alternate days", switching, changed);
    slowly("sixty pages a night, over half of a 600 MiB table in a week", few, large);
  }

  private void slowly(String story, Caller who, Table table) {
    script.attack("bulk-read.low-and-slow", story, who, table);
  }

  private void manyTables() {
    Caller dumper = script.role(7, "intruder-with-a-dump-tool");
    List<Table> neighbours = script.neighbours(script.table(7));
    script.series(
        script.at(10, 9, 0),
        30,
        Duration.ofSeconds(100),
        i -> TableCalls.scan(dumper, neighbours.get(i)));
    many("the first page of 30 tables within an hour", dumper);

    Caller asking = script.role(7, "intruder-asking-for-one", 30);
    script.series(
        script.at(12, 2, 0),
        30,
        Duration.ofSeconds(100),
        i -> TableCalls.query(asking, neighbours.get(i), 7));
    many("one item of each of 30 tables by Query, each in a new session", asking);

    Caller batching = script.role(7, "intruder-in-one-call");
    List<String> first =
        neighbours.subList(0, 25).stream().map(table -> Statements.select(table, 3)).toList();
    script.call(
        script.at(SALE_DAY, 15, 0), TableCalls.statements(batching, neighbours.get(0), first));
    script.attack(
        "bulk-read.many-tables",
        "25 tables in one PartiQL batch, on the sale day",
        batching.id(),
        Stream.concat(
                Stream.of(script.table(7).allInRegion()),
                neighbours.subList(0, 25).stream().map(Table::arn))
            .toArray(String[]::new));
  }

  private void many(String story, Caller who) {
    script.attack("bulk-read.many-tables", story, who, script.table(7).allInRegion());
  }

  private void distributed() {
    share(script.table(10), script.at(9, 21, 0), 5, 150, Duration.ofSeconds(20));
    share(script.table(11), script.at(13, 16, 0), 8, 100, Duration.ofSeconds(32));
    script.attack("bulk-read.distributed", "five roles", script.table(10));
    script.attack("bulk-read.distributed", "eight roles", script.table(11));

    Table led = script.newTable(16, "prod-annuities");
    Caller leader = script.role(16, "intruder-leading");
    pages(script.at(12, 9, 0), 280, Duration.ofSeconds(12), leader, led);
    share(led, script.at(12, 9, 0), 6, 80, Duration.ofSeconds(40));
    script.attack("bulk-read.distributed", "one role reads over a third, six the rest", led);
  }

  private void share(Table table, Instant start, int roles, int pages, Duration pace) {
    for (int i = 0; i < roles; i++) {
      Caller helper =
          Caller.role(
              Caller.Kind.FUNCTION,
              table.account(),
              "intruder-" + roles + "-of-them-" + i,
              1,
              UserAgents.BOTO);
      pages(start.plusSeconds(3L * i), pages, pace, helper, table);
    }
  }

  private void pages(Instant start, int count, Duration pace, Caller caller, Table table) {
    script.series(start, count, pace, page -> TableCalls.scan(caller, table));
  }

  private void batches(Instant start, int count, Duration pace, Caller caller, Table table) {
    script.series(start, count, pace, i -> TableCalls.batchGet(caller, table, 100 * i, 100));
  }
}
