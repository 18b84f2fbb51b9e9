package io.exposuremonitor.job.simulation;

import static io.exposuremonitor.job.simulation.Fortnight.SALE_DAY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Innocent twins of {@link ReadPlants}: the same calls for a legitimate reason. */
final class ReadTwins {
  /** A table of 3 MiB according to the policy. */
  static final String TINY = "prod-exchange-rates";

  /** A role whose nightly read of a whole table an override of the policy allows. */
  static final String LOADER = "prod-warehouse-loader-role";

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

  /**
   * Below the floors each night; above them on the sale day, but less than three times the usual.
   */
  private void nightlyReport() {
    Caller report = script.role(0, "prod-report-role");
    nightly(report, script.table(0), 3, 250, 600, Duration.ofMinutes(45));
    script.twin("bulk-read.table-scan", "a nightly report", report, script.table(0));
  }

  private void counter() {
    Caller counter = script.role(0, "prod-capacity-planning-role");
    script.series(
        script.at(9, 10, 0),
        400,
        Duration.ofSeconds(2),
        page -> TableCalls.count(counter, script.table(0)));
    script.twin("bulk-read.table-scan", "items counted but not read", counter, script.table(0));
  }

  /**
   * A deployment starts pods with new names and addresses, each of which loads its reference data.
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
    Instant start = script.at(Fortnight.DEPLOYMENT_DAY, 13, 30);
    pages(start, 96, Duration.ofSeconds(3), pods, reference);
    script.twin("bulk-read.table-scan", "new pods loading reference data", pods, reference);
  }

  /**
   * A small table read above every floor is not suspicious, since its pages are always the same.
   */
  private void reloader() {
    Table tiny = script.newTable(1, TINY);
    Caller reloading = script.role(1, "prod-pricing-role", 4);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      pages(script.at(day, 0, 3), 2_800, Duration.ofSeconds(30), reloading, tiny);
    }
    script.twin(
        "bulk-read.table-scan", "a small table, refreshed every 30 seconds", reloading, tiny);
    script.twin("bulk-read.low-and-slow", "a small table, refreshed all week", reloading, tiny);
  }

  private void throttled() {
    Table busy = script.newTable(2, "prod-batch-input");
    Caller hammering = script.role(2, "prod-impatient-role");
    script.series(
        script.at(SALE_DAY, 12, 0),
        900,
        Duration.ofSeconds(3),
        page ->
            page % 6 == 0
                ? TableCalls.scan(hammering, busy)
                : TableCalls.scan(hammering, busy).throttled());
    script.twin("bulk-read.table-scan", "five of six calls throttled", hammering, busy);
  }

  private void leafing() {
    Table looked = script.newTable(3, "prod-complaints");
    String role = "AWSReservedSSO_Support_" + Hash.hex(Hash.of("support", 1), 16);
    Caller clerk = Caller.person(looked.account(), role, 1);
    script.series(
        script.at(10, 10, 0), 350, Duration.ofSeconds(9), page -> TableCalls.browse(clerk, looked));
    script.twin("bulk-read.table-scan", "paging through a table in the console", clerk, looked);

    Table orders = script.newTable(27, "prod-order-history");
    Caller shop = script.role(27, "prod-order-history-role", 4);
    script.series(
        script.at(11, 14, 0),
        2_000,
        Duration.ofSeconds(2),
        page -> TableCalls.queryNext(shop, orders, page / 4, page, 25));
    script.twin(
        "bulk-read.table-scan",
        "customers paging through their orders, 25 at a time",
        shop,
        orders);
  }

  private void loader() {
    Table loaded = script.newTable(4, "prod-warehouse-source");
    Caller loader = script.role(4, LOADER);
    nightly(loader, loaded, 1, 700, 700, Duration.ofMinutes(50));
    script.twin(
        "bulk-read.table-scan", "a whole table each night, as the policy allows", loader, loaded);
  }

  private void cacheWarmer() {
    Caller warmer = script.role(19, "prod-cache-warmer-role", 2);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int batches = day == SALE_DAY ? 550 : 250;
      script.series(
          script.at(day, 5, 30),
          batches,
          Duration.ofMillis(270_000 / batches),
          i -> TableCalls.batchGet(warmer, script.table(19), 100 * i, 100));
    }
    script.twin("bulk-read.key-sweep", "a nightly cache warm-up", warmer, script.table(19));
  }

  private void hotKeys() {
    Table hot = script.newTable(5, "prod-storefront");
    Caller storefront = script.role(5, "prod-storefront-role", 12);
    script.series(
        script.at(SALE_DAY, 18, 0),
        1_000,
        Duration.ofMillis(250),
        i -> TableCalls.batchGet(storefront, hot, 100 * (i % 5), 100));
    script.twin("bulk-read.key-sweep", "the same 500 keys over and over", storefront, hot);
  }

  /** Just below the limit for a week, and above it because of the sale day. */
  private void longReport() {
    Table table = script.newTable(17, "prod-statements");
    Caller report = script.role(17, "prod-statement-role");
    nightly(report, table, 2, 420, 900, Duration.ofHours(5));
    script.twin("bulk-read.low-and-slow", "a long nightly report", report, table);
  }

  /** Analysts look at many tables in the console, a few pages of each. */
  private void lookers() {
    Table first = script.table(7);
    String role = "AWSReservedSSO_Analyst_" + Hash.hex(Hash.of("analyst", 1), 16);
    Caller analyst = Caller.person(first.account(), role, 2);
    List<Table> tables = script.neighbours(first);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.series(
          script.at(day, 9, 0),
          day == 9 ? 60 : 12,
          Duration.ofSeconds(40),
          i -> TableCalls.browse(analyst, tables.get(i % 15)));
    }
    script.twin(
        "bulk-read.many-tables",
        "an analyst in the console",
        analyst,
        tables.toArray(new Table[0]));
  }

  /**
   * Twice as many tables since the deployment, which brought new features with tables of their own.
   */
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
        "a nightly check that covers more tables since the deployment",
        checker.id(),
        script.table(1).allInRegion());
  }

  private void severalReports() {
    Table table = script.newTable(18, "prod-bookings");
    String[] reports =
        IntStream.range(0, 4).mapToObj(i -> "prod-report-" + i + "-role").toArray(String[]::new);
    for (String name : reports) {
      nightly(script.role(18, name), table, 4, 125, 250, Duration.ofMinutes(50));
    }
    script.twin("bulk-read.distributed", "four nightly reports", table.account(), table.arn());

    Table counted = script.newTable(19, "prod-visits");
    for (int i = 0; i < 6; i++) {
      Caller counter = script.role(19, "prod-count-" + i + "-role");
      script.series(
          script.at(12, 12, i),
          150,
          Duration.ofSeconds(20),
          page -> TableCalls.count(counter, counted));
    }
    script.twin(
        "bulk-read.distributed",
        "six roles that count items but don't read them",
        counted.account(),
        counted.arn());
  }

  private void nightly(
      Caller caller, Table table, int hour, int pages, int onSaleDay, Duration within) {
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int count = day == SALE_DAY ? onSaleDay : pages;
      pages(script.at(day, hour, 0), count, within.dividedBy(count), caller, table);
    }
  }

  private void pages(Instant start, int count, Duration pace, Caller caller, Table table) {
    script.series(start, count, pace, page -> TableCalls.scan(caller, table));
  }
}
