package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;

/** Items deleted by attackers or by routine clean-ups. */
final class DeletionPlants {
  private static final String DELETE = "destruction.mass-delete";
  private static final String EXPIRE = "destruction.ttl-abuse";
  private static final int DAYS = Fortnight.DAYS;

  private final Script script;

  DeletionPlants(Script script) {
    this.script = script;
  }

  void plant() {
    massDeletions();
    cleanUps();
    abusedExpiries();
    usualExpiries();
  }

  private void massDeletions() {
    Table lost = script.table(3);
    deletions(script.at(11, 21, 0), 1_600, Duration.ofMillis(150), lost, 0);
    script.attack(DELETE, "visible only in the stream", lost);

    Table called = script.table(15);
    Caller destroyer = script.role(15, "intruder-destroying");
    script.series(
        script.at(12, 19, 0),
        60,
        Duration.ofSeconds(4),
        i -> TableCalls.batchDelete(destroyer, called, 25 * i, 25));
    script.attack(DELETE, "visible only in the calls", destroyer, called);

    Table slowly = script.newStreamedTable(20, "prod-memberships");
    deletions(script.at(10, 1, 0), 5_900, Duration.ofMillis(670), slowly, 0);
    script.attack(DELETE, "below the five-minute floor, for an hour", slowly);

    Table transacted = script.newTable(21, "prod-coverages");
    Caller transacting = script.role(21, "intruder-destroying-at-once", 15);
    script.series(
        script.at(11, 12, 0),
        15,
        Duration.ofSeconds(15),
        i -> TableCalls.transactDelete(transacting, transacted, 100 * i, 100));
    script.attack(DELETE, "fifteen transactions, on the sale day", transacting, transacted);
  }

  private void cleanUps() {
    Table swept = script.table(10);
    Caller janitor = script.role(10, "prod-clean-up-role");
    for (int day = 0; day < DAYS; day++) {
      int first = 5_000 * day;
      script.series(
          script.at(day, 4, 0),
          day == Fortnight.SALE_DAY ? 72 : 36,
          Duration.ofMillis(day == Fortnight.SALE_DAY ? 3_000 : 3_500),
          i -> TableCalls.batchDelete(janitor, swept, first + 25 * i, 25));
    }
    script.twin(DELETE, "a nightly clean-up, twice as large on the sale day", janitor, swept);

    Table queue = script.newTable(22, "prod-work-queue");
    Caller worker = script.role(22, "prod-worker-role", 8);
    script.series(
        script.at(12, 10, 0),
        300,
        Duration.ofSeconds(1),
        i -> TableCalls.batchDelete(worker, queue, 25 * (i % 12), 25));
    script.twin(DELETE, "a queue that reuses its 300 keys", worker, queue);

    Table locked = script.newTable(23, "prod-retention");
    Caller trying = script.role(23, "prod-retention-role");
    script.series(
        script.at(13, 4, 0),
        100,
        Duration.ofSeconds(2),
        i -> TableCalls.batchDelete(trying, locked, 25 * i, 25).throttled());
    script.twin(DELETE, "a clean-up whose calls fail", trying, locked);
  }

  private void abusedExpiries() {
    Table abused = script.table(18);
    Caller setter = script.role(18, "prod-time-to-live-role");
    script.call(script.at(10, 18, 0), timeToLive(setter, abused, "expiresAt", true));
    expiries(script.at(11, 2, 0), 1_600, Duration.ofMillis(150), abused, 0);
    script.attack(EXPIRE, "time to live enabled, then items expire in bulk", setter, abused);

    Table moved = script.newStreamedTable(0, "prod-policies");
    Caller mover = script.role(0, "prod-schema-role");
    for (int day = 0; day < DAYS; day++) {
      expiries(script.at(day, 7, 0), 100, Duration.ofSeconds(2), moved, 500 * day);
    }
    script.call(script.at(7, 12, 0), timeToLive(mover, moved, "expiresAt", false));
    script.call(script.at(7, 14, 0), timeToLive(mover, moved, "createdAt", true));
    expiries(script.at(13, 1, 0), 5_900, Duration.ofMillis(670), moved, 100_000);
    script.attack(
        EXPIRE,
        "time to live moved to another attribute, items expire in bulk days later",
        mover,
        moved);
  }

  private void usualExpiries() {
    Table expiring = script.table(12);
    for (int day = 0; day < DAYS; day++) {
      expiries(script.at(day, 6, 0), 1_500, Duration.ofMillis(200), expiring, 1_500 * day);
    }
    script.twin(EXPIRE, "items expire as usual", expiring.account(), expiring.arn());

    Table renamed = script.newStreamedTable(1, "prod-carts-open");
    Caller developer = script.role(1, "prod-cart-schema-role");
    for (int day = 0; day < DAYS; day++) {
      expiries(script.at(day, 6, 0), 1_500, Duration.ofMillis(200), renamed, 1_500 * day);
    }
    script.call(script.at(10, 9, 0), timeToLive(developer, renamed, "expiresAt", false));
    script.call(script.at(10, 10, 0), timeToLive(developer, renamed, "goneAt", true));
    script.twin(
        EXPIRE,
        "time to live moved to another attribute, items expire as usual",
        developer,
        renamed);

    Table introduced = script.newStreamedTable(2, "prod-drafts");
    Caller owner = script.role(2, "prod-draft-role");
    script.call(script.at(10, 9, 0), timeToLive(owner, introduced, "expiresAt", true));
    for (int day = 10; day < DAYS; day++) {
      expiries(script.at(day, 5, 0), 900, Duration.ofSeconds(10), introduced, 900 * day);
    }
    script.twin(EXPIRE, "time to live enabled, 900 items expire a day", owner, introduced);
  }

  private static Call timeToLive(Caller caller, Table table, String attribute, boolean on) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.object("timeToLiveSpecification").field("enabled", on);
    parameters.field("attributeName", attribute).endObject().endObject();
    return Call.onItems(caller, Api.change("UpdateTimeToLive"), table, parameters);
  }

  private void deletions(Instant start, int count, Duration pace, Table table, int firstItem) {
    removals(start, count, pace, table, firstItem, false);
  }

  private void expiries(Instant start, int count, Duration pace, Table table, int firstItem) {
    removals(start, count, pace, table, firstItem, true);
  }

  private void removals(
      Instant start, int count, Duration pace, Table table, int firstItem, boolean expired) {
    for (int i = 0; i < count; i++) {
      script.change(
          new ChangeRecord(
              start.plus(pace.multipliedBy(i)),
              table,
              "REMOVE",
              firstItem + i,
              "status",
              "open",
              expired));
    }
  }
}
