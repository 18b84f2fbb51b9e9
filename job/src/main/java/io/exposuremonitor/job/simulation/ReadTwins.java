package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Who reads much and may: the same calls as in {@link ReadPlants}, with an innocent reason. */
final class ReadTwins {
  /** A table of 3 MiB, as the policy says. */
  static final String TINY = "prod-exchange-rates";

  /** Reads a whole table each night, as an override of the policy allows. */
  static final String LOADER = "prod-warehouse-loader-role";

  private static final int SALE = Fortnight.SALE_DAY;

  private final Script script;

  ReadTwins(Script script) {
    this.script = script;
  }

  void plant() {
    nightlyReport();
    counter();
    newPods();
    reloader();
    throttled();
    leafing();
    loader();
    cacheWarmer();
    hotKeys();
    longReport();
    lookers();
    nightlyCheck();
    severalReports();
  }

  /** Under the floors each night; more than they are on the busiest day, but not thrice as much. */
  private void nightlyReport() {
    Caller report = script.role(0, "prod-report-role");
    nightly(report, script.table(0), 3, 250, 600, Duration.ofMinutes(45));
    script.twin("bulk-read.table-scan", "nightly report", report, script.table(0));
  }

  private void counter() {
    Caller counter = script.role(0, "prod-capacity-planning-role");
    script.series(
        script.at(9, 10, 0),
        400,
        Duration.ofSeconds(2),
        page -> TableCalls.count(counter, script.table(0)));
    script.twin("bulk-read.table-scan", "items counted, none read", counter, script.table(0));
  }

  /** A deployment: pods with new names and addresses, each of which loads what it needs. */
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
    Instant start = script.at(Fortnight.DEPLOYMENT_DAY, 13, 30);
    pages(start, 96, Duration.ofSeconds(3), pods, reference);
    script.twin("bulk-read.table-scan", "pods start", pods, reference);
  }

  /** A share of a small table says nothing, however often it is read. */
  private void reloader() {
    Table tiny = script.own(1, TINY.substring(5));
    Caller reloading = script.role(1, "prod-pricing-role", 4);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      pages(script.at(day, 0, 3), 200, Duration.ofMinutes(7), reloading, tiny);
    }
    script.twin("bulk-read.table-scan", "a small table, reloaded all day", reloading, tiny);
    script.twin("bulk-read.low-and-slow", "a small table, reloaded all week", reloading, tiny);
  }

  private void throttled() {
    Table busy = script.own(2, "batch-input");
    Caller hammering = script.role(2, "prod-impatient-role");
    script.series(
        script.at(SALE, 12, 0),
        900,
        Duration.ofSeconds(3),
        page ->
            page % 6 == 0
                ? TableCalls.scan(hammering, busy)
                : TableCalls.scan(hammering, busy)
                    .failing("ProvisionedThroughputExceededException", "throughput exceeded"));
    script.twin("bulk-read.table-scan", "throttled five times of six", hammering, busy);
  }

  private void leafing() {
    Table looked = script.own(3, "complaints");
    String role = "AWSReservedSSO_Support_" + Hash.hex(Hash.of("support", 1), 16);
    Caller clerk = Caller.role(Caller.Kind.PERSON, looked.account(), role, 1, UserAgents.BROWSER);
    script.series(
        script.at(10, 10, 0), 350, Duration.ofSeconds(9), page -> TableCalls.look(clerk, looked));
    script.twin("bulk-read.table-scan", "leafing in the console", clerk, looked);

    Table orders = script.own(27, "order-history");
    Caller shop = script.role(27, "prod-order-history-role", 4);
    script.series(
        script.at(11, 14, 0),
        2_000,
        Duration.ofSeconds(2),
        page -> TableCalls.leafOn(shop, orders, page / 4, page, 25));
    script.twin(
        "bulk-read.table-scan", "customers leaf through orders, 25 at a time", shop, orders);
  }

  private void loader() {
    Table loaded = script.own(4, "warehouse-source");
    Caller loader = script.role(4, LOADER);
    nightly(loader, loaded, 1, 700, 700, Duration.ofMinutes(50));
    script.twin("bulk-read.table-scan", "a whole table, as the policy allows", loader, loaded);
  }

  private void cacheWarmer() {
    Caller warmer = script.role(19, "prod-cache-warmer-role", 2);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int batches = day == SALE ? 550 : 250;
      script.series(
          script.at(day, 5, 30),
          batches,
          Duration.ofMillis(270_000 / batches),
          i -> TableCalls.batchGet(warmer, script.table(19), 100 * i, 100));
    }
    script.twin("bulk-read.key-sweep", "cache warmed", warmer, script.table(19));
  }

  private void hotKeys() {
    Table hot = script.own(5, "storefront");
    Caller storefront = script.role(5, "prod-storefront-role", 12);
    script.series(
        script.at(SALE, 18, 0),
        1_000,
        Duration.ofMillis(250),
        i -> TableCalls.batchGet(storefront, hot, 100 * (i % 5), 100));
    script.twin("bulk-read.key-sweep", "the same 500 keys over and over", storefront, hot);
  }

  /** Just under what a week may hold; over it with the busiest day. */
  private void longReport() {
    Table table = script.own(17, "statements");
    Caller report = script.role(17, "prod-statement-role");
    nightly(report, table, 2, 420, 900, Duration.ofHours(5));
    script.twin("bulk-read.low-and-slow", "a long report every night", report, table);
  }

  /** People who look at many tables in the console, a few pages of each. */
  private void lookers() {
    Table first = script.table(7);
    String role = "AWSReservedSSO_Analyst_" + Hash.hex(Hash.of("analyst", 1), 16);
    Caller analyst = Caller.role(Caller.Kind.PERSON, first.account(), role, 2, UserAgents.BROWSER);
    List<Table> tables = script.neighbours(first);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.series(
          script.at(day, 9, 0),
          day == 9 ? 60 : 12,
          Duration.ofSeconds(40),
          i -> TableCalls.look(analyst, tables.get(i % 15)));
    }
    script.twin("bulk-read.many-tables", "console", analyst, tables.toArray(new Table[0]));
  }

  /** Twice as many tables as ever since the deployment, whose features brought their own. */
  private void nightlyCheck() {
    List<Table> tables = script.neighbours(script.table(1));
    Caller checker = script.role(1, "prod-consistency-check-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.series(
          script.at(day, 4, 30),
          day < Fortnight.DEPLOYMENT_DAY ? 15 : 30,
          Duration.ofSeconds(20),
          i -> TableCalls.query(checker, tables.get(i), 11));
    }
    script.twin(
        "bulk-read.many-tables",
        "a nightly check, of more tables since the deployment",
        checker.id(),
        script.table(1).arn().replace(script.table(1).name(), "*"));
  }

  private void severalReports() {
    Table table = script.own(18, "bookings");
    String[] reports =
        IntStream.range(0, 4).mapToObj(i -> "prod-report-" + i + "-role").toArray(String[]::new);
    for (String name : reports) {
      nightly(script.role(18, name), table, 4, 125, 250, Duration.ofMinutes(50));
    }
    script.twin("bulk-read.distributed", "four reports a night", table.account(), table.arn());

    Table counted = script.own(19, "visits");
    for (int i = 0; i < 6; i++) {
      Caller counter = script.role(19, "prod-count-" + i + "-role");
      script.series(
          script.at(12, 12, i),
          150,
          Duration.ofSeconds(20),
          page -> TableCalls.count(counter, counted));
    }
    script.twin("bulk-read.distributed", "six who count", counted.account(), counted.arn());
  }

  private void nightly(
      Caller caller, Table table, int hour, int pages, int onSaleDay, Duration within) {
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int count = day == SALE ? onSaleDay : pages;
      pages(script.at(day, hour, 0), count, within.dividedBy(count), caller, table);
    }
  }

  private void pages(Instant start, int count, Duration pace, Caller caller, Table table) {
    script.series(start, count, pace, page -> TableCalls.scan(caller, table));
  }
}
